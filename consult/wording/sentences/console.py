"""Sentences about the console's forms: a draft, a roll file, letters, a photo."""

from consult.wording.marking import N_

SENTENCES = {
    "date-missing": N_("A date is missing or cannot be read. Choose it from the calendar."),
    "cost-unreadable": N_(
        "Question %(question)s, option %(option)s: “%(cost)s” is not a sum. Write it like 38000 or 38000.00."
    ),
    "limit-unreadable": N_(
        "Question %(question)s: “%(limit)s” is not a number of options. Write a figure like 2, or leave it empty."
    ),
    "scope-without-places": N_("Choose at least one building or entrance, or the whole estate."),
    "roll-file-not-chosen": N_("Choose a spreadsheet first."),
    "roll-check-gone": N_("This check is more than an hour old. Choose the file once more and check it again."),
    "letters-none-left": N_(
        "Everyone there holds a letter already. To replace their letters, choose “for all of them”."
    ),
    "letters-not-confirmed": N_(
        "%(n)s letters would be replaced. Tick the box to say that this is meant, then press the button again."
    ),
    "photo-unreadable": N_("The photo cannot be read. Choose a JPEG, PNG or WebP picture."),
    "photo-damaged": N_("The photo is damaged or was cut off on its way. Take it again, or choose the file once more."),
    "photo-empty": N_("The photo file is empty. Take the photo again."),
    "photo-heic": N_(
        "This photo is in the format HEIC, which is not taken here. On an iPhone choose Settings, Camera, Formats, “Most Compatible”, then take it again; or send a JPEG."
    ),
    "photo-pdf": N_("This is a PDF, not a photo. Photograph the sheet, or export the page as a JPEG."),
    "photo-too-large": N_("The photo is larger than %(limit_mb)s MB. Make it smaller or leave it out."),
    "photo-too-many-pixels": N_("The photo has more than %(limit)s million pixels. Make it smaller."),
}
