"""The ways to print the same letters: the product's, one whole document of the same library, typst and reportlab.

Each answers the files it wrote. The peers set the same words, doors, codes and QR squares on one page a household;
reportlab has no embedded Chinese font to set them in, and leaves the font to the reader's machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from consult.documents import qr
from consult.documents.imprint import grouped
from consult.documents.letter import CODE_JOINT, Household, LetterRun, letter_run, letters_part
from consult.domain.printing import LARGEST_PART, parts_of
from consult.press.folder import write_private
from consult.press.hands import SECONDS_EACH, hands
from consult.wording.language import CHINESE, words_for
from consult.wording.places import place_name
from scripts.bench.print_made import SHEET

WORDS = words_for(CHINESE)


def by_product(homes: Sequence[Household], folder: Path) -> list[Path]:
    """As the press does it: laid out once, stamped in parts, on as many processes as it uses."""
    parts = parts_of([(home.building, at) for at, home in enumerate(homes)], LARGEST_PART)
    with hands(len(parts), SECONDS_EACH * len(homes)) as pool:
        run = pool.submit(_lay_out, homes).result()
        made = [pool.submit(_stamp, run, [homes[at] for at in part.electors], folder, part.number) for part in parts]
        return [future.result() for future in made]


def _lay_out(homes: Sequence[Household]) -> LetterRun:
    return letter_run(SHEET, homes, WORDS)


def _stamp(run: LetterRun, homes: Sequence[Household], folder: Path, number: int) -> Path:
    return write_private(folder, number, letters_part(run, homes, WORDS))


def by_one_document(homes: Sequence[Household], folder: Path) -> list[Path]:
    """The plain way of the library: all letters in one document, laid out and written whole."""
    from consult.documents import letter
    from consult.documents.pdf import code_picture, lay_out, write

    pictures = {f"qr{at}": code_picture(home.link) for at, home in enumerate(homes)}
    doors = [
        letter._Door(door.place, door.who, door.code, f"qr{at}")
        for at, door in enumerate(letter._door(home, WORDS) for home in homes)
    ]
    fit = letter._fit(SHEET, homes[:1], WORDS)
    said = letter._said(SHEET, WORDS, fit)
    whole = lay_out("letter.html", WORDS, pictures, fit=fit, sheet=SHEET, doors=doors, bank="", **said)
    path = folder / "whole.pdf"
    path.write_bytes(write(whole, SHEET.imprint))
    return [path]


def _lines() -> list[str]:
    """What every letter says, as plain lines for the peers."""
    from consult.documents import letter

    said = letter._said(SHEET, WORDS, "roomy")
    asked = [f"{at}. {question}" for at, question in enumerate(said["questions"], 1)]  # type: ignore[arg-type]
    others = [f"{heading}：{text}" for heading, text in said["others"]]  # type: ignore[attr-defined]
    return [str(said["lead"]), *asked, *others, str(said["consequence"]), str(said["privacy"]), str(said["issuer"])]


def by_typst(homes: Sequence[Household], folder: Path) -> list[Path]:
    """One typst document; each code is drawn from its squares."""
    import typst

    rows = [
        {
            "place": place_name(WORDS, *home.place),
            "area": WORDS.area(home.area or 0),
            "serial": home.serial,
            "code": grouped(home.code, 5, CODE_JOINT),
            "qr": _svg(home.link),
        }
        for home in homes
    ]
    (folder / "letters.json").write_text(json.dumps({"lines": _lines(), "rows": rows}), "utf-8")
    source = folder / "letters.typ"
    source.write_text(_TYPST, "utf-8")
    typst.compile(str(source), output=str(folder / "typst.pdf"))
    return [folder / "typst.pdf"]


_TYPST = """#let made = json("letters.json")
#set page("a4", margin: 18mm)
#set text(font: "Noto Sans CJK SC", size: 11pt, lang: "zh")
#for row in made.rows [
  #text(size: 20pt, weight: "bold", row.place) \\\\
  #row.area · #row.serial
  #for line in made.lines [#par(line)]
  #image(bytes(row.qr), format: "svg", width: 45mm)
  #text(size: 18pt, weight: "bold", row.code)
  #pagebreak(weak: true)
]
"""


def _svg(link: str) -> str:
    matrix = qr.modules(qr.capital_address(link), mask=0)
    side = len(matrix) + 2 * qr.QUIET_ZONE
    path = qr.drawing(matrix)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{path}"/></svg>'


def by_reportlab(homes: Sequence[Household], folder: Path) -> list[Path]:
    """One reportlab canvas; the constant lines are broken once."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(UnicodeCIDFont("STSong-Light"))
    path = folder / "reportlab.pdf"
    canvas = Canvas(str(path), pagesize=A4, pageCompression=1)
    broken = [line[at : at + 42] for line in _lines() for at in range(0, len(line), 42)]
    for home in homes:
        canvas.setFont("STSong-Light", 20)
        canvas.drawString(51, 770, place_name(WORDS, *home.place))
        canvas.setFont("STSong-Light", 11)
        for at, line in enumerate([f"{WORDS.area(home.area or 0)} · {home.serial}", *broken]):
            canvas.drawString(51, 745 - 16 * at, line)
        canvas.setFont("STSong-Light", 18)
        canvas.drawString(200, 120, grouped(home.code, 5, CODE_JOINT))
        matrix = qr.modules(qr.capital_address(home.link), mask=0)
        for x, y, length in qr.runs(matrix):
            canvas.rect(51 + x * 3.5, 200 - y * 3.5, length * 3.5, 3.5, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return [path]


WAYS: Mapping[str, Callable[[Sequence[Household], Path], list[Path]]] = MappingProxyType(
    {"product": by_product, "whole": by_one_document, "typst": by_typst, "reportlab": by_reportlab}
)
"""Name → how."""
