"""Agreed answers belong to what was announced: a package in which one was changed afterwards is not whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.domain.agreed_answer import AgreedAnswer, agreed_json
from tests.verifier.packages import Forgery
from tests.verifier.test_picture import faults, packed

pytestmark = pytest.mark.one_database

AGREED = (AgreedAnswer({"zh": "要不要业主出钱？"}, {"zh": "不要。"}),)


def test_a_package_holds_the_answers_and_sees_a_changed_one(session: Session, tmp_path: Path) -> None:
    package = packed(session, agreed=AGREED)
    assert faults(tmp_path, package) == ""
    forgery = Forgery.of(package)
    assert forgery.text["answers"] == agreed_json(AGREED)
    forgery.text["answers"][0]["answer"]["zh"] = "每户两千元。"
    forgery.seal()
    assert "The questions are not those of OPEN" in faults(tmp_path, forgery.zipped())
