"""Taking a photo in: decoded and written afresh, so that only its pixels are kept."""

from __future__ import annotations

import hashlib
import io

from PIL import Image, UnidentifiedImageError

from consult.domain.photo import Photo
from consult.domain.refusal import Refusal

LARGEST = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2_400
"""Pixels: an A4 sheet at 200 dots an inch, on which a cross and a signature are plain; under 1 MB each."""
FORMATS = ("JPEG", "PNG", "WEBP")

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture upright, by the EXIF tag that says how the phone was held."""

_PHONE_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


def cleaned(raw: bytes) -> Photo:
    """The photo as it may be kept; refuses what `consult.domain.photo` names, each for its own reason."""
    _refuse_unlikely(raw)
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as opened:
            # The size stands in the header: a bomb is refused before it is unpacked.
            if opened.width * opened.height > MOST_PIXELS:
                raise Refusal("photo-too-many-pixels", limit=MOST_PIXELS // 1_000_000)
            # JPEG can be unpacked at half its size, which saves most of the time and memory of a large one.
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            return _written(_upright(opened))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Refusal("photo-too-many-pixels", limit=MOST_PIXELS // 1_000_000) from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Refusal("photo-damaged" if _looks_like_picture(raw) else "photo-unreadable") from error


def _refuse_unlikely(raw: bytes) -> None:
    """What is refused by its first bytes or its length, before anything is unpacked."""
    if not raw:
        raise Refusal("photo-empty")
    if len(raw) > LARGEST:
        raise Refusal("photo-too-large", limit_mb=LARGEST // 1024 // 1024)
    if raw[4:8] == b"ftyp" and raw[8:12] in _PHONE_BRANDS:
        raise Refusal("photo-heic")
    if raw[:1024].lstrip().startswith(b"%PDF-"):
        raise Refusal("photo-pdf")


def _looks_like_picture(raw: bytes) -> bool:
    return raw.startswith(_BEGINNINGS) or (raw[:4], raw[8:12]) == (b"RIFF", b"WEBP")


def _upright(picture: Image.Image) -> Image.Image:
    turn = _TURNS.get(_held(picture))
    return picture if turn is None else picture.transpose(turn)


def _held(picture: Image.Image) -> int:
    """How the phone was held; 0 where that cannot be read.

    Only this one tag is looked at: turning with the library's own means writes all the others afresh, and stumbles
    over what some phones put there, while the picture itself is sound.
    """
    try:
        held = picture.getexif().get(_ORIENTATION)
    except Exception:
        return 0
    return held if isinstance(held, int) else 0


def _written(picture: Image.Image) -> Photo:
    # A transparent drawing would turn black where there is nothing.
    plain = Image.new("RGB", picture.size, "white")
    clear = picture.convert("RGBA") if "A" in picture.mode or "transparency" in picture.info else None
    plain.paste(clear or picture.convert("RGB"), mask=clear)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    written = io.BytesIO()
    plain.save(written, "JPEG", quality=85, optimize=True)
    jpeg = written.getvalue()
    return Photo(jpeg, hashlib.sha256(jpeg).hexdigest(), plain.width, plain.height)
