"""`consult print` for the formal papers beside notice and result: proxies, invitations, count, objections, minutes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from consult.cli.paper_order import PaperOrder


def print_proxy_form(order: PaperOrder) -> Path:
    """One proxy form for any owner, with the door left blank."""
    from consult.documents.proxy_form import proxy_form_pdf
    from consult.queries.formal_papers import proxy_form_sheet

    sheet = proxy_form_sheet(order.view, order.here.settings.public_url, order.now)
    return order.keep("proxy-form", proxy_form_pdf(sheet, order.words))


def print_invitations(order: PaperOrder) -> Path:
    """The invitations to the residents' committee and the housing office."""
    from consult.documents.invitation import invitations_pdf
    from consult.queries.formal_papers import invitation_sheet

    sheet = invitation_sheet(order.view, order.now, counted_at=order.counted_at, counting_place=order.place)
    return order.keep("invitations", invitations_pdf(sheet, order.words))


def print_counting_record(order: PaperOrder) -> Path:
    """The counting record: a form before closing, filled from the result after it."""
    from consult.documents.counting_record import counting_record_pdf
    from consult.queries.formal_papers import counting_record_sheet

    about = (order.view, order.words, order.now)
    sheet = counting_record_sheet(*about, counted_at=order.counted_at, counting_place=order.place)
    return order.keep("counting-record", counting_record_pdf(sheet, order.view.result, order.words))


def print_audit_list(order: PaperOrder) -> Path:
    """The paper ballots drawn by lot, in the order of the draw."""
    from consult.documents.audit_list import audit_list_pdf
    from consult.queries.audit_paper import audit_list_sheet

    sheet = audit_list_sheet(order.here.session, order.view, order.now)
    return order.keep("audit-list", audit_list_pdf(sheet, order.words))


def print_objections(order: PaperOrder) -> Path:
    """The register of objections."""
    from consult.documents.objection_register import objection_register_pdf
    from consult.queries.formal_papers import objection_sheet

    sheet = objection_sheet(order.here.session, order.view, order.now, order.here.settings.zone)
    return order.keep("objections", objection_register_pdf(sheet, order.words))


def print_minutes(order: PaperOrder) -> Path:
    """The minutes of the kind of meeting asked for."""
    from consult.documents.minutes import Meeting, minutes_pdf
    from consult.queries.formal_papers import minutes_sheet

    sheet = minutes_sheet(order.view, Meeting(order.meeting), order.now)
    return order.keep(f"minutes-{order.meeting}", minutes_pdf(sheet, order.words))


FORMAL_KINDS: Mapping[str, Callable[[PaperOrder], Path]] = MappingProxyType(
    {
        "proxy-form": print_proxy_form,
        "invitations": print_invitations,
        "counting-record": print_counting_record,
        "audit-list": print_audit_list,
        "objections": print_objections,
        "minutes": print_minutes,
    }
)
"""What can be printed of these."""
