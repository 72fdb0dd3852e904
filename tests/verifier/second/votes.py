"""Ballots, second ballots, papers set aside, opinions (the document, 3)."""

from typing import Any

from tests.verifier.second.canonical import is_hex, is_salted
from tests.verifier.second.chain import Line
from tests.verifier.second.faulty import need
from tests.verifier.second.questions import check_answers
from tests.verifier.second.sheets import claim_serial, effect, read_first
from tests.verifier.second.state import State

REASONS = ("spoilt", "unsigned", "unauthorised", "copied", "blank")
CHANNELS = ("web", "doorstep", "proxy", "paper")


def ballot(book: State, line: Line) -> None:
    """BALLOT, and PAPER where one reading is enough."""
    said, where = line.payload, f"Line {line.seq}"
    if "keyed" in said:
        return read_first(book, line)
    elector = voter(book, said, where)
    need(elector not in book.ballot, f"{where}: elector {elector} has a ballot already.")
    need(said["channel"] in CHANNELS, f"{where} has an unknown channel.")
    twice = book.procedure["paper_twice"]
    need(
        (said["channel"] == "paper") == (line.type == "PAPER" or (twice and "paper" in said)),
        f"{where}: wrong channel.",
    )
    need(line.type != "PAPER" or not twice, f"{where}: a sheet that one person read.")
    check_answers(book.questions, said["answers"], said["channel"] == "paper", where)
    timed(book, line)
    if "paper" in said:
        effect(book, line)
    else:
        claim_serial(book, line)
    proxied(book, line)
    need(book.served is None, f"{where}: a vote after SERVED.")
    book.ballot[elector] = line.seq
    book.doubles[elector] = []
    book.settled.pop(elector, None)
    book.touched.add(elector)
    book.votes += 1
    return None


def voter(book: State, said: dict[str, Any], where: str) -> int:
    """The elector of a line, who is on the roll."""
    need(said["elector"] in book.roll, f"{where}: elector {said['elector']} is not on the roll.")
    return int(said["elector"])


def timed(book: State, line: Line) -> None:
    """Before the end, or registered before it, or paper where it may be entered later."""
    said, where = line.payload, f"Line {line.seq}"
    if "registered" in said:
        return registered(book, line)
    if line.at < book.opened["closes_at"] or "paper" in said:
        return None
    paper = line.type in ("PAPER", "INVALID") or said.get("channel") == "proxy"
    need(book.procedure["late_paper"] and paper, f"{where} came after the end.")
    return None


def registered(book: State, line: Line) -> None:
    """A ballot from a phone whose sealed bytes a BATCH had registered in time."""
    said, where = line.payload["registered"], f"Line {line.seq}"
    need(isinstance(said, dict) and set(said) == {"line", "fingerprint"}, f"{where}: registered how?")
    need(line.payload["channel"] == "doorstep", f"{where}: registered, but of another channel.")
    need(
        is_hex(said["fingerprint"]) and book.batches.get(said["fingerprint"]) == said["line"],
        f"{where} was not registered.",
    )
    need(said["fingerprint"] not in book.spent, f"{where}: this fingerprint has served a ballot.")
    book.spent.add(said["fingerprint"])


def proxied(book: State, line: Line) -> None:
    """By proxy: allowed, by somebody else, neither chain nor circle, within the cap."""
    said, where, elector = line.payload, f"Line {line.seq}", line.payload["elector"]
    need((said["channel"] == "proxy") == ("proxy" in said), f"{where}: by proxy or not?")
    others = [book.lines[seq - 1].payload for seq in book.ballot.values()]
    agents = [one["proxy"]["agent"] for one in others if "proxy" in one]
    need(elector not in agents or "proxy" not in said, f"{where}: whoever brings another's ballot has none by proxy.")
    if "proxy" not in said:
        return
    proxy = said["proxy"]
    need(isinstance(proxy, dict) and {"agent", "document"} <= set(proxy), f"{where}: a proxy without agent.")
    need(set(proxy) <= {"agent", "document", "photo"} and is_salted(proxy["document"]), f"{where}: a strange proxy.")
    need(is_hex(proxy.get("photo", "0" * 64)), f"{where}: a strange photo.")
    need(book.rule["allows_proxies"], f"{where}: this rule allows no proxies.")
    agent = proxy["agent"]
    if agent is not None:
        need(agent in book.roll and agent != elector, f"{where}: the agent is not on the roll, or is the principal.")
        represented = {one["elector"] for one in others if "proxy" in one}
        need(agent not in represented, f"{where}: somebody else votes for this agent.")
        need(agents.count(agent) < book.procedure["proxy_cap"], f"{where}: too many ballots of one agent.")


def duplicate(book: State, line: Line) -> None:
    """DUPLICATE: a second ballot, sealed."""
    said, where = line.payload, f"Line {line.seq}"
    elector = voter(book, said, where)
    need(book.ballot.get(elector) == said["counted"], f"{where}: the first ballot is another.")
    if book.is_secret:
        book.note("double")
        return
    need(said["channel"] in CHANNELS, f"{where} has an unknown channel.")
    need(is_salted(said.get("answers")) or "procedure" not in book.opened, f"{where} is not sealed.")
    if "paper" in said:
        effect(book, line)
    book.doubles[elector].append(line.seq)
    book.note("double")


def invalid(book: State, line: Line) -> None:
    """INVALID: a paper set aside."""
    said, where = line.payload, f"Line {line.seq}"
    elector = voter(book, said, where)
    need(said["reason"] in REASONS, f"{where}: an unknown reason.")
    timed(book, line)
    if "paper" in said:
        effect(book, line)
    else:
        need(not book.procedure["paper_twice"], f"{where}: set aside by one person.")
        claim_serial(book, line)
    need(book.served is None, f"{where}: a vote after SERVED.")
    book.invalid[elector] = line.seq
    book.excused.discard(elector)
    book.touched.add(elector)


def opinion(book: State, line: Line) -> None:
    """OPINION: a tenant's."""
    where = f"Line {line.seq}"
    need(book.procedure["tenants"], f"{where}: tenants are not asked.")
    need(line.at < book.opened["closes_at"], f"{where} came after the end.")
    check_answers(book.questions, line.payload["answers"], False, where)
    book.opinions.append(line.payload["answers"])
