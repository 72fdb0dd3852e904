"""Sentences about pictures: a consultation's picture or plan, and a picture for a paper."""

from consult.wording.marking import N_

SENTENCES = {
    "picture-missing": N_("The picture is missing or empty. Choose it again, or print without it."),
    "picture-unreadable": N_("The picture cannot be read. Choose a JPEG, PNG, WebP or GIF picture."),
    "picture-too-many-pixels": N_("The picture has more than %(limit)s million pixels. Make it smaller."),
    "picture-not-chosen": N_("Choose a picture first."),
    "picture-of-no-kind": N_("This file cannot be read as a picture. Choose a JPEG, PNG or WebP picture."),
    "picture-damaged": N_("The picture is damaged or was cut off on its way. Choose it again, or save it anew first."),
    "picture-empty": N_("The file of the picture is empty. Choose another one."),
    "picture-heic": N_(
        "This picture is in the format HEIC, which not every phone and computer can show. Save or export it as a JPEG, then choose that."
    ),
    "picture-pdf": N_("This is a PDF, not a picture. Export the page with the plan as JPEG or PNG, then choose that."),
    "picture-too-large": N_("The file of the picture is larger than %(limit_mb)s MB. Save it smaller, then choose it."),
    "picture-not-beside": N_("There is no picture “%(name)s” beside the file. Put it into the same folder."),
    "picture-undescribed": N_(
        "Say in one line what the picture shows, for those who cannot see it and where it does not load."
    ),
    "picture-description-too-long": N_(
        "The description of the picture is too long. Say in at most %(limit)s characters what it shows."
    ),
}
