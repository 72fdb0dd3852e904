"""The picture that a consultation file names: it lies beside the file, and is looked at like one sent to a page."""

from __future__ import annotations

from pathlib import Path

from consult.cli.small_file import read_small_file
from consult.domain.photo import Photo
from consult.domain.picture import NamedPicture
from consult.domain.refusal import Refusal
from consult.scanning.photo import LARGEST
from consult.scanning.picture import cleaned_picture


def picture_beside(file: Path, named: NamedPicture) -> Photo:
    """The picture beside a consultation file, fit to be kept; refuses `picture-not-beside` and what a page refuses."""
    try:
        content = read_small_file(file.parent / named.file, LARGEST)
    except Refusal as refusal:
        if refusal.reason == "file-too-large":
            raise Refusal("picture-too-large", limit_mb=LARGEST // 1024 // 1024) from refusal
        raise Refusal("picture-not-beside", name=named.file) from refusal
    return cleaned_picture(content)
