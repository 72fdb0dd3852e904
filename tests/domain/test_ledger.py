"""The book: canonical entries, the chain, the tree, and every way of tampering that a reader must notice."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.book_walk import breaks
from consult.domain.ledger import (
    GENESIS,
    Line,
    LineType,
    NotCanonical,
    Tree,
    audit_path,
    canonical,
    head_after,
    leaf_of,
    next_line,
    private_fingerprint,
    root_over,
    tree_root,
    utc_text,
)

NOON = datetime(2026, 12, 16, 4, 0, tzinfo=UTC)

text = st.text(st.characters(exclude_categories=["Cs"]))
keys = st.text(st.characters(max_codepoint=126, exclude_categories=["Cc"]), max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(value=values)
def test_canonical_agrees_with_the_reference_implementation_of_rfc_8785(value: object) -> None:
    assert canonical(value).encode() == rfc8785.dumps(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(1.5, id="a float"),
        pytest.param(2**53, id="a number no other language writes exactly"),
        pytest.param("\ud800", id="half a character"),
        pytest.param({"楼": 1}, id="a key outside ASCII"),
        pytest.param({1: 1}, id="a key that is no text"),
        pytest.param({"a": {"b": [b"bytes"]}}, id="bytes deep inside"),
    ],
)
def test_what_the_book_does_not_hold_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


def book(n: int = 6) -> list[Line]:
    kinds = [LineType.OPEN] + [LineType.BALLOT] * (n - 3) + [LineType.CLOSE, LineType.TALLY]
    lines: list[Line] = []
    head = GENESIS
    for seq, kind in enumerate(kinds, start=1):
        line = next_line(consultation="7KQ2MD", seq=seq, head=head, kind=kind, at=NOON, payload={"elector": seq})
        lines.append(line)
        head = line.head
    return lines


def faults(lines: list[Line]) -> list[tuple[int, str]]:
    return [(found.seq, found.fault) for found in breaks(lines, consultation="7KQ2MD")]


def test_a_whole_book_has_no_breaks() -> None:
    assert faults(book()) == []


def test_a_line_is_chained_by_the_published_formula() -> None:
    line = book(3)[0]
    assert line.leaf == hashlib.sha256(b"\x00" + line.entry.encode()).digest()
    assert line.head == hashlib.sha256(b"\x01" + bytes(32) + line.leaf).digest()
    assert json.loads(line.entry)["at"] == "2026-12-16T04:00:00.000Z"


def test_a_changed_choice_is_noticed() -> None:
    lines = book()
    lines[2] = replace(lines[2], entry=lines[2].entry.replace('"elector":3', '"elector":4'))
    assert (3, "line-changed") in faults(lines)


def test_a_changed_choice_with_a_new_fingerprint_breaks_the_chain() -> None:
    lines = book()
    entry = lines[2].entry.replace('"elector":3', '"elector":4')
    lines[2] = replace(lines[2], entry=entry, leaf=leaf_of(entry), head=head_after(lines[1].head, leaf_of(entry)))
    assert (4, "chain-broken") in faults(lines)


@pytest.mark.parametrize(
    ("name", "damage", "fault"),
    [
        ("a line taken out", lambda lines: lines[:2] + lines[3:], (4, "number-missing")),
        ("two lines swapped", lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]], (4, "number-missing")),
        ("the first line taken out", lambda lines: lines[1:], (2, "number-missing")),
        (
            "a second opening",
            lambda lines: [*lines[:1], replace(lines[1], type=LineType.OPEN), *lines[2:]],
            (2, "open-misplaced"),
        ),
        ("another consultation's line", lambda lines: [foreign(), *lines[1:]], (1, "line-misplaced")),
    ],
)
def test_tampering_is_noticed(name: str, damage: object, fault: tuple[int, str]) -> None:
    assert fault in faults(damage(book()))  # type: ignore[operator]


def foreign() -> Line:
    return next_line(consultation="OTHER1", seq=1, head=GENESIS, kind=LineType.OPEN, at=NOON, payload={})


def test_a_ballot_after_close_is_noticed() -> None:
    lines = book()
    last = lines[-1]
    late = next_line(consultation="7KQ2MD", seq=last.seq + 1, head=last.head, kind=LineType.BALLOT, at=NOON, payload={})
    assert faults([*lines, late]) == [(7, "after-close")]


RFC_6962_LEAVES = [
    bytes.fromhex(data)
    for data in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
RFC_6962_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(1, 9))
def test_tree_roots_are_those_of_the_published_vectors(size: int) -> None:
    leaves = [hashlib.sha256(b"\x00" + data).digest() for data in RFC_6962_LEAVES[:size]]
    assert tree_root(leaves).hex() == RFC_6962_ROOTS[size - 1]


def test_the_empty_tree_is_the_hash_of_nothing() -> None:
    assert tree_root([]) == hashlib.sha256(b"").digest()


def plain_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1 word for word."""
    if len(leaves) == 1:
        return leaves[0]
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + plain_root(leaves[:middle]) + plain_root(leaves[middle:])).digest()


@pytest.mark.parametrize("size", [1, 2, 3, 1023, 1024, 1025, 2047, 2048, 2049, 3071, 3072, 4097, 7 * 1024 + 5])
def test_a_tree_that_grows_has_the_same_root_on_every_edge_of_its_twigs(size: int) -> None:
    leaves = [hashlib.sha256(str(n).encode()).digest() for n in range(size)]
    tree = Tree(leaves[:-1])
    tree.root()
    tree.add(leaves[-1])
    assert (tree.root(), len(tree)) == (plain_root(leaves), size)


def test_a_growing_tree_keeps_few_nodes() -> None:
    tree = Tree(bytes(32) for _ in range(40 * 1024 + 7))
    assert sum(len(kept) for kept in vars(tree).values() if isinstance(kept, list)) == 2 + 7


def test_a_private_field_leaves_only_its_salted_fingerprint() -> None:
    assert private_fingerprint(b"salt", "建议放在北门") == hashlib.sha256(b"salt" + "建议放在北门".encode()).hexdigest()


def test_times_are_written_in_utc_with_milliseconds() -> None:
    assert utc_text(datetime.fromisoformat("2026-12-30T18:00:00.123456+08:00")) == "2026-12-30T10:00:00.123Z"


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 9, 31, 33])
def test_every_leaf_leads_to_the_root_along_its_path(size: int) -> None:
    leaves = [leaf_of(str(at)) for at in range(size)]
    root = tree_root(leaves)
    for at, leaf in enumerate(leaves):
        path = audit_path(leaves, at)
        assert len(path) <= (size - 1).bit_length()
        assert root_over(leaf, path) == root
        assert size == 1 or root_over(leaf_of("another"), path) != root


def test_the_paths_of_the_standard() -> None:
    # RFC 6962 §2.1.3: the tree over seven leaves, and the path of its first, fourth, fifth and seventh.
    d = [leaf_of(str(at)) for at in range(7)]
    node = lambda left, right: hashlib.sha256(b"\x01" + left + right).digest()  # noqa: E731
    a_b, c_d, e_f = node(d[0], d[1]), node(d[2], d[3]), node(d[4], d[5])
    i, k, j = node(a_b, c_d), node(e_f, d[6]), d[6]
    assert [step for _, step in audit_path(d, 0)] == [d[1], c_d, k]
    assert [step for _, step in audit_path(d, 3)] == [d[2], a_b, k]
    assert [step for _, step in audit_path(d, 4)] == [d[5], j, i]
    assert [step for _, step in audit_path(d, 6)] == [e_f, i]
