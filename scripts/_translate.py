"""The catalogues: gather sentences from the code, merge them, compile them, and name every hole.

English sentences are the keys, so the English catalogue is filled with them as they stand; Chinese is written by
people. Files carry no line numbers and no date of extraction, so that a change shows only the words that changed.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # babel.cfg names our own reader of templates
TRANSLATIONS = ROOT / "translations"
CHINESE, ENGLISH = "zh_Hans_CN", "en"
LOCALES = (CHINESE, ENGLISH)
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "_l": None, "lazy_ngettext": (1, 2)}

STAYS_LATIN = {"A3", "A4", "CSV", "Consult", "English", "Excel", "JSON", "PDF", "QR", "TOML", "WeChat", "of"}
"""What a Chinese sentence may consist of (between two figures, a sign says “of”); any other needs a Han character."""

_PLACE = re.compile(r"%\((\w+)\)[a-z]")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_LETTER = re.compile(r"[A-Za-z]")

Key = str | tuple[str, ...]


def sentences(root: Path = ROOT) -> Catalog:
    """Gather every sentence that the code and the templates under `root` mark for translation."""
    with (TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog(project="consult", charset="utf-8")
    for _, _, key, comments, context in extract_from_dir(
        root, methods, options, KEYWORDS, ("Translators:",), directory_filter=_is_ours
    ):
        found.add(key, context=context, auto_comments=comments)
    return found


def _is_ours(folder: str | Path) -> bool:
    return Path(folder).name not in {".git", ".venv", "instance", "node_modules", "tests", "build", "__pycache__"}


def catalogue_path(locale: str) -> Path:
    """Where the catalogue of a language is kept."""
    return TRANSLATIONS / locale / "LC_MESSAGES" / "messages.po"


def read_catalogue(locale: str) -> Catalog:
    """Read the catalogue of a language, or start an empty one."""
    path = catalogue_path(locale)
    return read_po(io.BytesIO(path.read_bytes()), locale=locale) if path.exists() else Catalog(locale=locale)


def written(catalogue: Catalog) -> bytes:
    """The catalogue as a file: sorted, without places in the code."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=True, no_location=True, ignore_obsolete=True)
    return buffer.getvalue()


def as_tuple(key: Key) -> tuple[str, ...]:
    """A sentence, or its singular and plural, always as a tuple."""
    return (key,) if isinstance(key, str) else tuple(key)


def merged(locale: str, found: Catalog) -> Catalog:
    """The kept catalogue with exactly the sentences found: new ones empty (English: filled), lost ones dropped."""
    kept = read_catalogue(locale)
    for lost in [message for message in kept if message.id and message.id not in found]:
        kept.delete(lost.id)
    for message in found:
        if not message.id:
            continue
        mine = kept.get(message.id)
        if mine is None or mine.pluralizable != message.pluralizable:
            kept.delete(message.id)
            mine = kept.add(message.id, auto_comments=message.auto_comments)
        if locale == ENGLISH:
            mine.string = message.id
    return kept


def update() -> None:
    """Merge the sentences of the code into both catalogues."""
    found = sentences()
    for locale in LOCALES:
        path = catalogue_path(locale)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(merged(locale, found)))


def compile_all() -> None:
    """Write the .mo file beside each catalogue, whole or not at all, since a running server may read it."""
    for locale in LOCALES:
        target = catalogue_path(locale).with_suffix(".mo")
        whole = target.with_suffix(".new")
        with whole.open("wb") as file:
            write_mo(file, read_catalogue(locale))
        whole.replace(target)


def faults_of(message: Message, locale: str) -> Iterator[str]:
    """What is wrong with one translation, in a few words each."""
    keys, said = as_tuple(message.id), as_tuple(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not all(said):
        yield "empty"
        return
    places = {place for key in keys for place in _PLACE.findall(key)}
    for text in said:
        # A singular may leave its number out ("one household"); nothing may name a place that is not filled.
        if strange := set(_PLACE.findall(text)) - places:
            yield f"unknown places {sorted(strange)}"
    if missing := places - {place for text in said for place in _PLACE.findall(text)}:
        yield f"missing places {sorted(missing)}"
    if locale == ENGLISH and said != keys and len(said) == len(keys):
        yield "English differs from its key"
    if locale == CHINESE and _needs_han(keys[-1]) and not all(map(_HAN.search, said)):
        yield "no Chinese in it"


def _needs_han(key: str) -> bool:
    bare = _PLACE.sub(" ", key)
    return bool(_LETTER.search(bare)) and not set(re.findall(r"[A-Za-z0-9]+", bare)) <= STAYS_LATIN


def catalogue_faults(catalogue: Catalog, found: Catalog, locale: str) -> list[str]:
    """Every fault of one catalogue against the sentences found in the code."""
    faults = [f"{locale}: not in the catalogue: {m.id!r}" for m in found if m.id and m.id not in catalogue]
    faults += [f"{locale}: no longer in the code: {m.id!r}" for m in catalogue if m.id and m.id not in found]
    faults += [f"{locale}: kept as obsolete: {key!r}" for key in catalogue.obsolete]
    for message in catalogue:
        if message.id:
            faults += [f"{locale}: {fault}: {message.id!r}" for fault in faults_of(message, locale)]
    return sorted(faults)


def all_faults() -> list[str]:
    """Every fault of both catalogues."""
    found = sentences()
    return [fault for locale in LOCALES for fault in catalogue_faults(read_catalogue(locale), found, locale)]


def missing() -> int:
    """Print every fault; 1 when there is one."""
    faults = all_faults()
    print(*faults or ["Both catalogues are whole."], sep="\n")
    return bool(faults)


def main(arguments: list[str] | None = None) -> int:
    """Run one of the four commands."""
    parser = argparse.ArgumentParser(prog="scripts/translate", description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("extract", help="print every sentence of the code as a template catalogue")
    commands.add_parser("update", help="merge the sentences of the code into both catalogues")
    commands.add_parser("compile", help="write the .mo files that the product reads")
    commands.add_parser("missing", help="name holes, left-overs and wrong placeholders; exit 1 when there are any")
    command = parser.parse_args(arguments).command
    if command == "missing":
        return missing()
    if command == "extract":
        sys.stdout.buffer.write(written(sentences()))
    elif command == "update":
        update()
    else:
        compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
