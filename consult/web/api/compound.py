"""Shapes that are put together of others: objects, lists, and what may be null."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from consult.web.api.shapes import Fault, Schema, Shape


@dataclass(frozen=True)
class OrNull:
    """A shape, or null."""

    of: Shape

    def schema(self) -> Schema:
        """It as JSON Schema."""
        return {"anyOf": [self.of.schema(), {"type": "null"}]}

    def faults(self, value: object, at: str = "") -> Iterator[Fault]:
        """What does not fit where it is not null."""
        if value is not None:
            yield from self.of.faults(value, at)


@dataclass(frozen=True)
class Listed:
    """A list of so many of a shape."""

    of: Shape
    least: int = 0
    most: int = 100_000

    def schema(self) -> Schema:
        """It as JSON Schema."""
        return {"type": "array", "items": self.of.schema(), "minItems": self.least, "maxItems": self.most}

    def faults(self, value: object, at: str = "") -> Iterator[Fault]:
        """No list, one of another length, and what does not fit of its items."""
        if not isinstance(value, list):
            yield at, "type: array"
        elif not self.least <= len(value) <= self.most:
            yield at, f"items: {self.least} to {self.most}"
        else:
            for place, item in enumerate(value):
                yield from self.of.faults(item, f"{at}/{place}")


@dataclass(frozen=True)
class Free:
    """An object whose members are read by the rules themselves, which name what they do not know."""

    says: str = ""

    def schema(self) -> Schema:
        """It as JSON Schema."""
        return {"type": "object"} | ({"description": self.says} if self.says else {})

    def faults(self, value: object, at: str = "") -> Iterator[Fault]:
        """No object."""
        if not isinstance(value, dict):
            yield at, "type: object"


@dataclass(frozen=True)
class Keyed:
    """An object of so many members with keys of this pattern, all of one shape."""

    of: Shape
    key: str
    most: int = 1_000

    def schema(self) -> Schema:
        """It as JSON Schema."""
        names = {"pattern": f"^(?:{self.key})$"}
        return {
            "type": "object",
            "propertyNames": names,
            "additionalProperties": self.of.schema(),
            "maxProperties": self.most,
        }

    def faults(self, value: object, at: str = "") -> Iterator[Fault]:
        """No object, unknown keys, and what does not fit behind them."""
        if not isinstance(value, dict) or len(value) > self.most:
            yield at, f"type: object of at most {self.most} members"
            return
        for name, item in value.items():
            if not re.fullmatch(self.key, name, re.ASCII):
                yield f"{at}/{_escaped(name)}", f"key of the pattern {self.key}"
            else:
                yield from self.of.faults(item, f"{at}/{_escaped(name)}")


@dataclass(frozen=True)
class Anything:
    """Any JSON value; the rules themselves read it."""

    says: str = ""

    def schema(self) -> Schema:
        """It as JSON Schema."""
        return {"description": self.says} if self.says else {}

    def faults(self, value: object, at: str = "") -> Iterator[Fault]:
        """None."""
        return iter(())


@dataclass(frozen=True)
class Fields:
    """An object with these members, of which those named in `may` can be left out; unknown ones are refused.

    `name`: under which the document keeps it, '' for where it stands.
    """

    needs: Mapping[str, Shape] = field(default_factory=dict)
    may: Mapping[str, Shape] = field(default_factory=dict)
    name: str = ""
    says: str = ""

    def schema(self) -> Schema:
        """It as JSON Schema: where it has a name, a reference to it."""
        return {"$ref": f"#/components/schemas/{self.name}"} if self.name else self.whole()

    def whole(self) -> Schema:
        """Its own JSON Schema."""
        found: Schema = {
            "type": "object",
            "properties": {name: shape.schema() for name, shape in {**self.needs, **self.may}.items()},
            "required": list(self.needs),
            "additionalProperties": False,
        }
        return found | ({"description": self.says} if self.says else {})

    def faults(self, value: object, at: str = "") -> Iterator[Fault]:
        """No object, what is missing, what is unknown, and what does not fit of its members."""
        if not isinstance(value, dict):
            yield at, "type: object"
            return
        known = {**self.needs, **self.may}
        yield from ((f"{at}/{name}", "required") for name in self.needs if name not in value)
        for name, item in value.items():
            if name in known:
                yield from known[name].faults(item, f"{at}/{name}")
            else:
                yield f"{at}/{_escaped(name)}", "unknown"


def _escaped(name: str) -> str:
    """A member's name in a JSON Pointer, without what no answer can carry."""
    plain = name[:80].encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return plain.replace("~", "~0").replace("/", "~1")


def named_in(shape: object) -> Iterator[Fields]:
    """Every shape with a name in this one, itself among them."""
    if isinstance(shape, Fields):
        if shape.name:
            yield shape
        for inner in (*shape.needs.values(), *shape.may.values()):
            yield from named_in(inner)
    elif isinstance(shape, OrNull | Listed | Keyed):
        yield from named_in(shape.of)
