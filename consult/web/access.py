"""Who may come in. Every route says so with `@allow…`, or the application does not start.

A visit lives in the database and ends there; the browser's signed cookie holds a random key to it and the
moment it was last used, so that reading a page writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from consult import clock, logbook
from consult.actions.end_visit import end_visit
from consult.domain.refusal import Refusal
from consult.domain.visit import LIFETIMES, Audience
from consult.models.base import db
from consult.queries.doorstep_devices import DeviceVisit, device_of_secret
from consult.queries.visits import HouseholdVisit, StaffVisit, household_visit, staff_visit
from consult.web.bearer import bearer_bytes
from consult.web.headers import mark_personal
from consult.web.kept_form import ask_to_sign_in
from consult.web.program_visit import admit_program
from consult.web.secure_form import without_token

View = TypeVar("View", bound=Callable[..., Any])

ROLES = frozenset({"committee", "scrutineer", "leader", "property", "town", "auditor"})
SIGN_IN_PAGES = {Audience.HOUSEHOLD: "resident.sign_in", Audience.STAFF: "account.sign_in"}
_MARK = "__consult_admits__"
PROVED_ANEW = ", proved anew"
HELD_UP = "consult_held_up"
"""Under this name an application has what may come before a deed of staff (`consult.web.still_you`)."""

AS_OWNER = "as_owner"
"""Where a browser remembers that its household's visitor answers as the owner; it ends with the visit."""


class Undeclared(Exception):
    """A route that does not say who may come in: the application must not start with it."""


@dataclass(frozen=True, slots=True)
class Admits:
    """Whom a route lets in: an audience's visits (of these roles), phones, programs (of this scope), or everybody."""

    audience: Audience | None = None
    roles: frozenset[str] = frozenset()
    is_device: bool = False
    fresh: bool = False
    has_file: bool = False
    by_itself: bool = False
    is_program: bool = False
    scope: str = ""

    def __str__(self) -> str:
        """Say it: `anyone`, `device`, `program: roll:read`, `household`, `staff: committee`, `…, proved anew`."""
        if self.is_device or self.is_program:
            return "device" if self.is_device else f"program: {self.scope or 'any token'}"
        if self.audience is None:
            return "anyone"
        named = f"{self.audience}: {', '.join(sorted(self.roles))}" if self.roles else str(self.audience)
        return named + (PROVED_ANEW if self.fresh else "")


class allow:  # noqa: N801  (reads as a sentence above a view: `@allow.household`)
    """The declarations that a view may carry."""

    @staticmethod
    def anyone(view: View) -> View:
        """Let everybody in, signed in or not."""
        return _mark(view, Admits())

    @staticmethod
    def household(view: View) -> View:
        """Let signed-in households in; others are led to their sign-in."""
        return _mark(view, Admits(Audience.HOUSEHOLD))

    @staticmethod
    def staff(
        *roles: str, fresh: bool = False, has_file: bool = False, by_itself: bool = False
    ) -> Callable[[View], View]:
        """Let staff of these roles in; other staff are refused, others led to the sign-in of staff.

        `fresh`: only who proved in the last minutes that it is them; others are asked for it in between.
        `has_file`: the form may carry a file; the proof then stands longer, for a file cannot wait behind the question.
        `by_itself`: a page's script asks for it while nobody may be sitting there, so it keeps no visit awake.
        """
        if not roles or not ROLES.issuperset(roles):
            raise ValueError(f"name roles among {', '.join(sorted(ROLES))}")
        admits = Admits(Audience.STAFF, frozenset(roles), fresh=fresh, has_file=has_file, by_itself=by_itself)
        return lambda view: _mark(view, admits)

    @staticmethod
    def device(view: View) -> View:
        """Let enrolled phones in, also those that were switched off: what they still hold must not be lost.

        They say who they are in a header of their own, so that no form token is needed.
        """
        return _mark(without_token(view), Admits(is_device=True))

    @staticmethod
    def program(scope: str = "") -> Callable[[View], View]:
        """Let programs in whose token was made for this; without a scope any token. No cookie is looked at."""
        return lambda view: _mark(without_token(view), Admits(is_program=True, scope=scope))


def _mark(view: View, admits: Admits) -> View:
    setattr(view, _MARK, admits)
    return view


def declaration(app: Flask, endpoint: str) -> Admits | None:
    """Whom an endpoint says it lets in; None when it does not say."""
    found = getattr(app.view_functions[endpoint], _MARK, None)
    return found if isinstance(found, Admits) else None


def refuse_undeclared(app: Flask) -> None:
    """Raise `Undeclared` when any route does not say who may come in."""
    silent = sorted({rule.endpoint for rule in app.url_map.iter_rules() if declaration(app, rule.endpoint) is None})
    if silent:
        raise Undeclared(f"say who may come in with @allow…: {', '.join(silent)}")


def init_app(app: Flask) -> None:
    """Guard every request; files of the static folder are for anyone."""
    if app.static_folder:
        app.view_functions["static"] = allow.anyone(_static_view(app))
    app.before_request(_guard)
    app.jinja_env.globals.update(current_household=current_household, current_staff=current_staff)


def _static_view(app: Flask) -> Callable[..., Any]:
    send = app.view_functions["static"]
    return lambda **values: send(**values)


def _guard() -> Response | None:
    if request.endpoint is None:
        return None
    admits = declaration(current_app, request.endpoint)
    if admits is None:
        raise Undeclared(request.endpoint)
    if request.endpoint == "static":
        return None
    return _admit(admits)


def _admit(admits: Admits) -> Response | None:
    if admits.is_device and current_device() is None:
        raise Refusal("device-unknown")
    if admits.is_program:
        admit_program(admits.scope)
    if admits.audience is None:
        return None
    visit = current_household() if admits.audience is Audience.HOUSEHOLD else current_staff()
    if visit is None:
        return _to_sign_in(admits.audience)
    if isinstance(visit, StaffVisit):
        return _admit_staff(visit, admits)
    return None


def _admit_staff(visit: StaffVisit, admits: Admits) -> Response | None:
    if visit.role not in admits.roles:
        abort(403)
    held_up = current_app.extensions[HELD_UP]
    held: Response | None = held_up(visit, staff_key(), is_fresh_wanted=admits.fresh, may_have_file=admits.has_file)
    return held


def _to_sign_in(audience: Audience) -> Response:
    if request.method == "POST" and audience is Audience.STAFF:
        return ask_to_sign_in()
    mark_personal()
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for(SIGN_IN_PAGES[audience], next=back), 303)


def current_household() -> HouseholdVisit | None:
    """The household signed in with this browser, if any."""
    return _current(Audience.HOUSEHOLD, household_visit)


def current_staff() -> StaffVisit | None:
    """The staff member signed in with this browser, if any."""
    return _current(Audience.STAFF, staff_visit)


Found = TypeVar("Found", HouseholdVisit, StaffVisit)


def _current(audience: Audience, find: Callable[[Any, str, datetime], Found | None]) -> Found | None:
    known: dict[Audience, Any] = g.setdefault("visits", {})
    if audience not in known:
        known[audience] = _find(audience, find)
    found: Found | None = known[audience]
    return found


def _find(audience: Audience, find: Callable[[Any, str, datetime], Found | None]) -> Found | None:
    if audience.value not in session:
        return None
    now = clock.now()
    key = _awake_key(audience, now)
    visit = find(db.session, key, now) if key else None
    if visit is None:
        session.pop(audience.value)
    else:
        mark_personal()
        admits = declaration(current_app, request.endpoint or "static")
        if not (admits and admits.by_itself):
            session[audience.value] = [key, int(now.timestamp())]
    return visit


def _awake_key(audience: Audience, now: datetime) -> str | None:
    match session.get(audience.value):
        case [str(key), int(seen)]:
            seen_at = datetime.fromtimestamp(seen, UTC)
            return key if LIFETIMES[audience].is_awake(seen_at, now) else None
    return None


def current_device() -> DeviceVisit | None:
    """The phone that this request comes from, if it is enrolled."""
    if "device" not in g:
        secret = bearer_bytes()
        g.device = device_of_secret(db.session(), secret) if secret else None
        mark_personal()
    found: DeviceVisit | None = g.device
    return found


def device() -> DeviceVisit:
    """The phone, in a view that lets only enrolled phones in."""
    return current_device() or abort(403)


def staff_key() -> str:
    """The key of the staff visit that this browser holds; empty when it holds none."""
    match session.get(Audience.STAFF.value):
        case [str(key), *_]:
            return key
    return ""


def household() -> HouseholdVisit:
    """The signed-in household, in a view that lets only households in."""
    return current_household() or abort(403)


def staff() -> StaffVisit:
    """The signed-in staff member, in a view that lets only staff in."""
    return current_staff() or abort(403)


def enter(audience: Audience, key: str) -> None:
    """Hand the browser the key of a visit that has just begun; the one it held before ends."""
    before = dict(session)
    leave(audience)
    now = clock.now()
    # A new visit gets a new form token too, so that nothing planted before signing in is of use after it.
    session.pop("csrf_token", None)
    session[audience.value] = [key, int(now.timestamp())]
    mark_personal()
    try:
        _note_entry(audience)
    except Exception:
        # Whoever is told to come again comes with the form that is open, and its token must still be good.
        session.clear()
        session.update(before)
        raise


def _note_entry(audience: Audience) -> None:
    """Who came in, by number: a household's door is nobody's business, nor which of them came."""
    visit = current_staff() if audience is Audience.STAFF else current_household()
    if isinstance(visit, StaffVisit):
        logbook.note("signed in", audience="staff", estate=visit.estate_id, id=visit.staff_id, role=visit.role)
    elif visit is not None:
        logbook.note("signed in", audience="household", estate=visit.estate_id)


def leave(audience: Audience) -> None:
    """End the visit that this browser holds, if any, here and in the database."""
    g.pop("visits", None)
    if audience is Audience.HOUSEHOLD:
        session.pop(AS_OWNER, None)
    match session.pop(audience.value, None):
        case [str(key), *_]:
            end_visit(db.session(), key, now=clock.now())
            logbook.note("signed out", audience=audience.value)
    mark_personal()
