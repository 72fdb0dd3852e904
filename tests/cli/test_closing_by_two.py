"""Closing a binding vote from a terminal: two accounts are named."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests import people
from tests.cli.conftest import Run
from tests.web.visitors import make_staff


def test_two_accounts_are_named(installed: Run, kept: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    view = people.make_open_consultation(kept)
    make_staff(kept, view.estate.id, login="qian", name="钱敏")
    make_staff(kept, view.estate.id, "scrutineer", login="ding", name="丁一平")
    make_staff(kept, view.estate.id, "auditor", login="shen", name="沈梅")
    assert installed("estate", "set", "lilong", "--no-closes-alone").status == 0
    assert "two people" in installed("estate", "show", "lilong").out
    monkeypatch.setattr("consult.clock.now", lambda: people.AFTER)
    close = ("consultation", "close", view.code)
    assert "Two people close a binding vote" in installed(*close).refused()
    assert "Nobody in this estate" in installed(*close, "--by", "qian", "--confirmed-by", "shen").refused()
    assert "Nobody in this estate" in installed(*close, "--by", "ding", "--confirmed-by", "qian").refused()
    assert "somebody else confirms" in installed(*close, "--by", "qian", "--confirmed-by", "qian").refused()
    assert installed(*close, "--by", "qian", "--confirmed-by", "ding").status == 0
