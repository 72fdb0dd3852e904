"""Sentences about roll files that are turned away whole, and rolls that may not be imported yet."""

from consult.wording.marking import N_

SENTENCES = {
    "roll-file-missing": N_("“%(name)s” is not there or cannot be read. Check the name and the folder."),
    "roll-file-empty": N_("“%(name)s” is empty. Choose the file that holds the list of units and owners."),
    "roll-file-too-large": N_(
        "“%(name)s” is larger than %(limit_mb)s MB. Take out pictures and other sheets, or save the list alone as CSV."
    ),
    "roll-file-unpacks-too-large": N_(
        "“%(name)s” spreads over far more rows and columns than a roll needs. Copy the list into a new workbook, or save it as CSV."
    ),
    "roll-file-locked": N_(
        "“%(name)s” is protected by a password. Open it in Excel or WPS, remove the password, save it and try again."
    ),
    "roll-file-wrong-type": N_("“%(name)s” is not a spreadsheet. Hand in an .xlsx, .xls, .ods, .csv or .tsv file."),
    "roll-file-web-page": N_(
        "“%(name)s” is a web page under a spreadsheet's name, as some systems export. Open it in Excel or WPS and save it as .xlsx."
    ),
    "roll-file-damaged": N_(
        "“%(name)s” is damaged or was cut off on its way. Open it in Excel or WPS, save it again, or ask for it once more."
    ),
    "roll-file-undecodable": N_("The characters of “%(name)s” cannot be read. Save it as .xlsx, or as CSV in UTF-8."),
    "roll-file-quotes": N_(
        "A quotation mark in “%(name)s” near line %(line)s is never closed, or closed too early. Mend it, or save the list as .xlsx."
    ),
    "roll-file-too-many-rows": N_(
        "“%(name)s” has more than %(limit)s rows. Split it by estate and import each estate's own list."
    ),
    "roll-file-without-header": N_(
        "No sheet of “%(name)s” names its columns in the first ten rows. Add a header row with at least 楼栋 and 室号."
    ),
    "roll-file-without-rows": N_("“%(name)s” has a header row, but no unit below it. Fill in the list first."),
    "roll-not-ready": N_("%(n)s faults must be mended before this roll can be imported. Mend them and check it again."),
    "roll-report-over-roll": N_("The report would be written over the roll “%(name)s” itself. Give it another name."),
    "roll-report-unwritable": N_(
        "The report cannot be written to “%(name)s”. Choose another folder, or close the file if it is open."
    ),
    "roll-repair-too-long": N_("A cell may hold at most %(limit)s characters. Shorten what you typed."),
    "roll-newer-meanwhile": N_(
        "Somebody changed the roll while you were looking at this file. Nothing was imported; look at the differences below once more, then import."
    ),
    "roll-has-faults": N_(
        "The roll was not imported: %(n)s faults must be mended first, beginning with row %(row)s. Check the file to see them all; nothing was changed."
    ),
}
