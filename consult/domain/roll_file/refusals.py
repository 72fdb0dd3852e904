"""Why a roll file is turned away whole, before any row of it is read, or kept from being imported."""

from __future__ import annotations

from consult.domain.refusal import reasons

reasons(
    roll_file_missing="There is no such file, or it may not be read. Details: name.",
    roll_file_empty="The file has no bytes, or no cell with anything in it. Details: name.",
    roll_file_too_large="The file is over the size limit. Details: name, limit_mb.",
    roll_file_unpacks_too_large="Unpacked, it is over the limits on size, parts or cells. Details: name.",
    roll_file_locked="The workbook is protected by a password. Details: name.",
    roll_file_wrong_type="Not a spreadsheet: something else by its first bytes. Details: name.",
    roll_file_web_page="A web page or XML saved under a spreadsheet's name. Details: name.",
    roll_file_damaged="The workbook is cut off or damaged and cannot be opened. Details: name.",
    roll_file_undecodable="The text is neither UTF-8, GB18030 nor UTF-16. Details: name.",
    roll_file_quotes="A quotation mark in a CSV file is never closed, or too early. Details: name, line.",
    roll_file_too_many_rows="More rows than one roll may have. Details: name, limit.",
    roll_file_without_header="No sheet names building and room in its first ten rows. Details: name.",
    roll_file_without_rows="A header was found, but no unit below it. Details: name.",
    roll_not_ready="A checked roll has faults that block its import. Details: n (how many).",
    roll_report_over_roll="The report would be written over the roll itself. Details: name.",
    roll_report_unwritable="The report cannot be written there. Details: name.",
    roll_repair_too_long="A cell typed on the page of the check is longer than a cell may be. Details: limit.",
    roll_newer_meanwhile="The roll in force changed between the check of a file and its import.",
    roll_has_faults="Faults that block the import remain. Details: n (how many), sheet, row (of the first).",
)
