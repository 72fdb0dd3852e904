"""Mutants of a module: its source with one small change, made by cosmic-ray's operators and one of our own.

Left out is what no test could ever see, or what only an accident decides: what does not compile; what only touches
annotations (they are never evaluated here); a comparison of values turned into one of identity or back, where equal
numbers and texts may be one thing or two, and the order of an enumeration's members hangs on how they are spelt.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.plugins import get_operator, operator_names
from parso.python.tree import Keyword
from parso.tree import NodeOrLeaf

_ASK_FOR_NAMES = {"core/VariableReplacer", "core/VariableInserter"}
_VALUES, _IDENTITIES = ("Eq", "NotEq", "Lt", "LtE", "Gt", "GtE"), ("Is", "IsNot")
_ACCIDENTS = {
    f"core/ReplaceComparisonOperator_{pair}"
    for value, identity in product(_VALUES, _IDENTITIES)
    for pair in (f"{value}_{identity}", f"{identity}_{value}")
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed module: what was done to it, the first line it was done to, and the lines before and after."""

    key: str
    line: int
    before: str
    after: str
    source: str

    @property
    def quoted(self) -> str:
        """How a paper quotes it: the changed line, or the one that was taken out."""
        return f"`{self.before}` taken out" if self.after == "pass" else f"`{self.after}`"


class RemoveStatement(Operator):
    """Puts `pass` in place of a statement inside a function: an assignment, a call, a return or a raise."""

    REMOVED = ("expr_stmt", "return_stmt", "raise_stmt", "atom_expr", "yield_expr")

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """Where there is such a statement; a declared type (`x: int`) is none."""
        if node.type == "simple_stmt" and node.children[0].type in self.REMOVED and node.search_ancestor("funcdef"):
            yield (node.start_pos, node.end_pos)

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        """Replace the statement."""
        first = node.children[0]
        node.children[0] = Keyword("pass", first.start_pos, first.get_first_leaf().prefix)
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """What it does, as cosmic-ray wants it shown."""
        return (Example("def f():\n    return 1\n", "def f():\n    pass\n"),)


def operators() -> dict[str, type[Operator]]:
    """Every operator in use, by name."""
    names = set(operator_names()) - _ASK_FOR_NAMES - _ACCIDENTS
    return {name: get_operator(name) for name in sorted(names)} | {"ours/RemoveStatement": RemoveStatement}


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a source that differs from it, and from all before, in what it does."""
    seen, nodes = {_meaning(source)}, list(ast_nodes(get_ast(source)))
    for name, operator in operators().items():
        places = sum(1 for node in nodes for _ in operator().mutation_positions(node))
        for occurrence in range(places):
            changed = mutate_code(source, operator(), occurrence)
            meaning = changed and _meaning(changed)
            if meaning and meaning not in seen:
                seen.add(meaning)
                yield Mutant(f"{name} {occurrence}", *_difference(source, changed), changed)


def _meaning(source: str) -> str | None:
    """The syntax tree without annotations, as text; None where there is none."""
    try:
        return ast.dump(_Unannotated().visit(ast.parse(source)))
    except SyntaxError:
        return None


class _Unannotated(ast.NodeTransformer):
    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)


def _difference(source: str, changed: str) -> tuple[int, str, str]:
    """The number of the first changed line, and what stood and stands there."""
    before, after = source.splitlines(), changed.splitlines()
    for kind, start, end, new_start, new_end in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if kind != "equal":
            # What is only taken out is shown with the line after it, or nothing would be left to show.
            more = kind == "delete"
            return start + 1, _joined(before[start : end + more]), _joined(after[new_start : new_end + more])
    raise ValueError("a mutant without a difference")


def _joined(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines)
