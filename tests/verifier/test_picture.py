"""The picture that residents saw, held against the text frozen at the opening."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.packaging.public_package import write_package
from consult.queries.package import public_package
from consult.verifier.verify import PICTURE, examine
from consult.wording.language import SHANGHAI
from tests import a_picture, people
from tests.verifier.packages import Forgery

pytestmark = pytest.mark.one_database


def packed(session: Session, **asked: object) -> bytes:
    """The package of a closed consultation, as it is published."""
    file = io.BytesIO()
    write_package(public_package(session, people.make_closed_consultation(session, **asked), SHANGHAI), file)
    return file.getvalue()


def faults(folder: Path, package: bytes) -> str:
    """What the verifier finds wrong with it."""
    (folder / "package.zip").write_bytes(package)
    return " ".join(english for _chinese, english in examine(folder / "package.zip").faults)


def test_a_package_holds_the_picture_and_is_whole(session: Session, tmp_path: Path) -> None:
    package = packed(session, picture=a_picture.NAMED)
    assert faults(tmp_path, package) == ""
    apart = Forgery.of(package)
    assert apart.files[PICTURE] == a_picture.kept().jpeg
    assert apart.text["picture"] == {"sha256": a_picture.kept().sha256, "alt": dict(a_picture.NAMED.description)}


def test_a_package_without_a_picture_says_nothing_of_one(session: Session, tmp_path: Path) -> None:
    package = packed(session)
    assert faults(tmp_path, package) == ""
    apart = Forgery.of(package)
    assert PICTURE not in apart.files
    assert set(apart.text) == {"title", "intro", "questions"}


def _another(f: Forgery) -> None:
    f.files[PICTURE] = a_picture.picture(kind="JPEG", colour="#800000")


def _torn(f: Forgery) -> None:
    f.files[PICTURE] = f.files[PICTURE][:-1]


def _gone(f: Forgery) -> None:
    del f.files[PICTURE]


def _never_mentioned(f: Forgery) -> None:
    del f.text["picture"]


def _described_otherwise(f: Forgery) -> None:
    f.text["picture"]["alt"]["zh"] = "平面图：一处车棚"


def _exchanged_in_the_text_too(f: Forgery) -> None:
    _another(f)
    f.text["picture"]["sha256"] = hashlib.sha256(f.files[PICTURE]).hexdigest()


def _said_to_be_a_word(f: Forgery) -> None:
    f.text["picture"] = "plan"


@pytest.mark.parametrize(
    "forge",
    [_another, _torn, _gone, _never_mentioned, _described_otherwise, _exchanged_in_the_text_too, _said_to_be_a_word],
)
def test_a_picture_that_is_not_the_frozen_one_is_seen(
    session: Session, tmp_path: Path, forge: Callable[[Forgery], None]
) -> None:
    forgery = Forgery.of(packed(session, picture=a_picture.NAMED))
    forge(forgery)
    picture = forgery.files.pop(PICTURE, None)
    forgery.seal()
    if picture is not None:
        forgery.files[PICTURE] = picture
    assert faults(tmp_path, forgery.zipped()) != ""


def test_a_picture_nobody_was_shown_is_a_file_too_many(session: Session, tmp_path: Path) -> None:
    forgery = Forgery.of(packed(session))
    forgery.files[PICTURE] = a_picture.picture()
    assert "picture" in faults(tmp_path, forgery.zipped())
