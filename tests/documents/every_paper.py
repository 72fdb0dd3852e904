"""Every paper that there is, with what it must print: for tests about what all papers must hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from consult.documents.minutes import Meeting
from consult.wording.language import Words
from tests.documents import list_makers as lists
from tests.documents import paper_makers as papers
from tests.documents.givens import Given
from tests.documents.sheets import ADDRESS, ROOT

HOST = "heyi.linyuan.example"
SERIAL = "LY-0001"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: what the product calls it, how it is made, what of the given it must print, the codes on its pages.

    `edge`: points that text keeps away from the edges left and right. `codes`: what a scanner reads on it, or its end.
    """

    kind: str
    make: Callable[[Given, Words], bytes]
    prints: frozenset[str]
    codes: Sequence[str] = ()
    edge: float = 40
    is_archived: bool = False


_NAMED = frozenset({"title", "issuer"})
_SAID = _NAMED | {"prose"}
_ASKED = _SAID | {"questions"}
_ROOM = frozenset({"questions or where"})
"""Questions in full where there is room, else a word on where they are read."""
_ALL = _ASKED | {"options"}
_CARD = _ALL - {"issuer"}
_DOOR = frozenset({"building", "room"})
_CODE = (ADDRESS.upper(),)
_RULES = (f"{ADDRESS}/rules".upper(),)
_BOOK = (f"{ADDRESS}/book/690-{ROOT}".upper(),)
_LINK = ("HTTPS://HEYI.LINYUAN.EXAMPLE/H/7K3M9Q2X4TPR0001",)

PAPERS: Mapping[str, Paper] = MappingProxyType(
    {
        "poster a4": Paper("poster-a4", papers.poster, _SAID | _ROOM, _CODE),
        "poster a3": Paper("poster-a3", partial(papers.poster, size="a3"), _SAID | _ROOM, _CODE),
        "poster in two languages": Paper("poster-a4", papers.bilingual_poster, _SAID | _ROOM, _CODE),
        "letter": Paper("letters", papers.letter, _NAMED | _DOOR | _ROOM | {"name"}, _LINK),
        "ballot": Paper("ballots", papers.ballot, _ALL | _DOOR, (SERIAL,), edge=20),
        "large ballot": Paper("ballots-large", partial(papers.ballot, large=True), _ALL | _DOOR, (SERIAL,), edge=20),
        "delivery sheet": Paper(
            "delivery-sheets", lists.delivery_sheet, _NAMED - {"issuer"} | _DOOR | {"name"}, edge=20
        ),
        "walking list": Paper("walking-lists", lists.walking_list, _CARD | _DOOR, lists.CODES_AT_DOORS, edge=20),
        "card to read out": Paper("walking-lists", lists.explain_card, _CARD),
        "notice": Paper("notice", papers.notice, _ALL, _CODE, is_archived=True),
        "rule sheet": Paper("rule-sheet", papers.rule_sheet, _SAID, _RULES, is_archived=True),
        "result notice": Paper("result", papers.result_notice, _ALL, _CODE, is_archived=True),
        "result by building": Paper("result-by-building", papers.result_by_building, _ALL, _CODE, is_archived=True),
        "advisory result": Paper("result", papers.advisory_result, _ALL, _CODE, is_archived=True),
        "turnout sheet": Paper("turnout-sheet", lists.turnout_sheet, _SAID | {"building"}),
        "daily digest": Paper("digest", lists.daily_digest, _NAMED, _BOOK),
        "readings": Paper("readings", papers.readings, _ASKED, is_archived=True),
        "proxy form": Paper("proxy-form", papers.proxy_form, _ALL - {"issuer"}, _CODE, is_archived=True),
        "proxy form made out": Paper("proxy-forms", papers.made_out_form, (_ALL | _DOOR) - {"issuer"}, (SERIAL,)),
        "invitation": Paper("invitations", papers.invitation, _SAID, is_archived=True),
        "counting record to fill in": Paper(
            "counting-record", partial(papers.counting_record, is_filled=False), _ALL, is_archived=True
        ),
        "counting record": Paper(
            "counting-record", partial(papers.counting_record, is_filled=True), _ALL, is_archived=True
        ),
        **{
            f"minutes of a {meeting}": Paper(
                f"minutes-{meeting}", partial(papers.minutes, meeting=meeting), _ASKED, is_archived=True
            )
            for meeting in Meeting
        },
        "list of the sample": Paper("audit-list", papers.audit_list, _NAMED | _DOOR, is_archived=True),
        "objection register": Paper("objections", papers.objection_register, _SAID, is_archived=True),
    }
)
