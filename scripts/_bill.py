"""Write the bill of materials (sbom.cdx.json, CycloneDX) and the locked versions of docs/dependencies.md.

`scripts/lock` runs it. Nothing is asked of the network or of what is installed, so the same lock gives the same bytes.
"""

from __future__ import annotations

import configparser
import hashlib
import json
import re
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BILL = Path("sbom.cdx.json")
TABLE = Path("docs/dependencies.md")
LOCK = Path("requirements.txt")
VENDORED = Path("consult/static/vendor/README.md")
SYSTEM = Path("scripts/packages-runtime.txt")

_PACKAGE = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\\n]+?))?(?: \\)?$", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_FOLDER = re.compile(r"^\| `(?P<name>[\w.-]+)-(?P<version>[\d.]+)` \|.*\| (?P<licence>[^|]+) \|$", re.MULTILINE)
_NEED = re.compile(r"^(?P<name>[\w.-]+)(?:\[[^]]*\])?>=(?P<version>\S+)$")
_ROW = re.compile(r"^(\| `(?P<name>[\w.-]+)` \| \S+ \| )\S+( \|)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Locked:
    """One package of the lock: version, the platforms it is for ('' for all), and the SHA-256 of its files."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def normal(name: str) -> str:
    """A package's name as the index spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(text: str) -> list[Locked]:
    """What a lock holds, in its order."""
    found = list(_PACKAGE.finditer(text))
    ends = [one.start() for one in found[1:]] + [len(text)]
    return [
        Locked(normal(one["name"]), one["version"], one["marker"] or "", tuple(_HASH.findall(text, one.end(), end)))
        for one, end in zip(found, ends, strict=True)
    ]


def least(root: Path) -> dict[str, str]:
    """Package → the lowest version that setup.cfg asks for."""
    needs = (line.strip() for line in _setup(root)["options"]["install_requires"].splitlines())
    matched = [_NEED.match(line) for line in needs if line and not line.startswith("#")]
    return {normal(need["name"]): need["version"] for need in matched if need}


def bill(root: Path) -> str:
    """The bill of materials of what runs: packages, modules kept beside the code, and packages of the system."""
    setup = _setup(root)["metadata"]
    own = f"pkg:generic/{setup['name']}@{setup['version']}"
    parts = [*_packages(root), *_modules(root), *_of_the_system(root)]
    direct = least(root)
    content: dict[str, Any] = {
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": setup["name"],
                "version": setup["version"],
                "licenses": [{"license": {"id": setup["license"]}}],
            }
        },
        "components": parts,
        "dependencies": [
            {"ref": own, "dependsOn": [part["bom-ref"] for part in parts if part["name"] in direct]},
        ],
    }
    return json.dumps(_head(content) | content, ensure_ascii=False, indent=2) + "\n"


def _head(content: dict[str, Any]) -> dict[str, Any]:
    # The number names these very contents: another lock has another one, and no clock is asked.
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, digest)}",
        "version": 1,
    }


def _packages(root: Path) -> Iterator[dict[str, Any]]:
    for package in locked((root / LOCK).read_text("utf-8")):
        part = _component(f"pkg:pypi/{package.name}@{package.version}", package.name, package.version)
        part["hashes"] = [{"alg": "SHA-256", "content": digest} for digest in package.hashes]
        if package.marker:
            part |= {"scope": "optional", "properties": [{"name": "marker", "value": package.marker}]}
        yield part


def _modules(root: Path) -> Iterator[dict[str, Any]]:
    for one in _FOLDER.finditer((root / VENDORED).read_text("utf-8")):
        part = _component(f"pkg:npm/{one['name']}@{one['version']}", one["name"], one["version"])
        yield part | {"licenses": [{"expression": one["licence"].strip().replace(" or ", " OR ")}]}


def _of_the_system(root: Path) -> Iterator[dict[str, Any]]:
    for line in (root / SYSTEM).read_text("utf-8").splitlines():
        if name := line.partition("#")[0].strip():
            yield _component(f"pkg:deb/debian/{name}", name, "")


def _component(purl: str, name: str, version: str) -> dict[str, Any]:
    part = {"type": "library", "bom-ref": purl, "name": name, "version": version, "scope": "required", "purl": purl}
    return {key: value for key, value in part.items() if value}


def table(root: Path) -> str:
    """docs/dependencies.md with the versions that the lock has now; rows and words are a person's to write."""
    versions = {package.name: package.version for package in locked((root / LOCK).read_text("utf-8"))}
    return _ROW.sub(lambda row: row[1] + versions.get(row["name"], "?") + row[3], (root / TABLE).read_text("utf-8"))


def _setup(root: Path) -> configparser.ConfigParser:
    options = configparser.ConfigParser()
    options.read(root / "setup.cfg", "utf-8")
    return options


def main() -> int:
    """Write both files."""
    (ROOT / BILL).write_text(bill(ROOT), "utf-8")
    (ROOT / TABLE).write_text(table(ROOT), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
