"""`consult reconcile` and `consult audit sample`: the sheets of a vote on paper, from a command."""

from __future__ import annotations

import subprocess
from pathlib import Path

from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.draw_audit_sample import draw_audit_sample
from consult.domain.audit import draw
from consult.queries.audit_paper import audit_list_sheet
from consult.queries.consultations import ConsultationView
from tests import people
from tests.cli.conftest import Run


def on_paper(kept: Session) -> ConsultationView:
    view = people.make_open_consultation(kept)
    for owner in (people.CHEN_AYI, people.LIU_SAN, people.LEADER):
        people.vote(kept, view, owner, {1: "agree"}, on_paper=True)
    return view


def test_sheets_are_shown_and_signed_for(installed: Run, kept: Session) -> None:
    view = on_paper(kept)
    out = installed("reconcile", view.code).out
    assert "valid: 3" in out
    assert "Not signed yet" in out
    signed = installed("reconcile", view.code, "--unused", "10", "--in-box", "3").out
    assert "Signed: issued 5 = valid 3 + not returned 2." in signed
    assert installed("reconcile", view.code, "--json").json["signed"] is True
    assert "do not balance" in installed("reconcile", view.code, "--unused", "10", "--in-box", "4").refused()


def test_a_sample_is_sized_fixed_and_drawn(installed: Run, kept: Session) -> None:
    view = on_paper(kept)
    close_consultation(kept, view.estate.id, view.id, by="钱敏", now=people.AFTER)
    assert installed("audit", "sample", view.code, "--json").json == {"listed": 3, "size": 3, "fixed": False}
    fixed = installed("audit", "sample", view.code, "--altered", "50", "--confidence", "60", "--fix", "--json").json
    assert (fixed["size"], fixed["seed"], len(fixed["fingerprint"])) == (1, None, 64)
    assert "second person" in installed("audit", "sample", view.code, "--seed", "1234567890").out
    assert "two people" in installed("audit", "sample", view.code, "--seed", "1234567890").refused()
    draw_audit_sample(kept, view.estate.id, view.id, "1234567890", by="丁一平", now=people.AFTER)
    drawn = installed("audit", "sample", view.code, "--json").json
    assert [one["number"] for one in drawn["drawn"]] == draw("1234567890", 3, 1)
    assert "Digits thrown: 1234567890" in installed("audit", "sample", view.code).out


def test_the_list_of_a_sample_is_printed_in_the_order_of_the_draw(
    installed: Run, kept: Session, tmp_path: Path
) -> None:
    view = on_paper(kept)
    close_consultation(kept, view.estate.id, view.id, by="钱敏", now=people.AFTER)
    where = ("--language", "en", "-o", str(tmp_path))
    assert "Fix the list" in installed("print", "audit-list", view.code, *where).refused()
    installed("audit", "sample", view.code, "--fix")
    assert "not drawn yet" in installed("print", "audit-list", view.code, *where).refused()
    installed("audit", "sample", view.code, "--seed", "1234567890")
    draw_audit_sample(kept, view.estate.id, view.id, "1234567890", by="丁一平", now=people.AFTER)
    sheet = audit_list_sheet(kept, view, people.AFTER)
    assert [one.number for one in sheet.drawn] == draw("1234567890", 3, 3)
    printed = Path(installed("print", "audit-list", view.code, *where).out.strip())
    said = subprocess.run(["pdftotext", "-layout", printed, "-"], capture_output=True, text=True, check=True).stdout
    assert all(told in said for told in (sheet.seed, sheet.fingerprint[:32], *(one.serial for one in sheet.drawn)))
    assert "Of 3 paper ballots 3 are compared" in said
    assert "Oppose" not in said
