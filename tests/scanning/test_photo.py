"""Taking photos in: what is kept of them, and what is no photo."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from consult.domain.refusal import Refusal
from consult.scanning.photo import LONGEST_SIDE, cleaned
from tests.a_picture import bomb


def photo(
    size: tuple[int, int] = (80, 60), kind: str = "JPEG", mode: str = "RGB", exif: Image.Exif | None = None
) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size).save(written, kind, **({"exif": exif} if exif else {}))
    return written.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_kind_of_photo_becomes_a_jpeg(kind: str) -> None:
    kept = cleaned(photo(kind=kind))
    assert len(kept.sha256) == 64
    assert kept.jpeg.startswith(b"\xff\xd8")
    assert (kept.width, kept.height) == (80, 60)


def test_a_photo_is_turned_upright_and_forgets_the_phone() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Secret Phone Maker"
    kept = cleaned(photo(exif=exif))
    assert (kept.width, kept.height) == (60, 80)
    assert b"Secret" not in kept.jpeg


@pytest.mark.parametrize(
    ("held", "corner"),
    [
        (1, "top left"),
        (2, "top right"),
        (3, "bottom right"),
        (4, "bottom left"),
        (5, "top left"),
        (6, "top right"),
        (7, "bottom right"),
        (8, "bottom left"),
        (9, "top left"),
    ],
)
def test_however_the_phone_was_held(held: int, corner: str) -> None:
    """A black corner at the top left of what the phone wrote down, and where it ends up."""
    picture, exif, written = Image.new("RGB", (64, 32), "white"), Image.Exif(), io.BytesIO()
    picture.paste("black", (0, 0, 16, 16))
    exif[0x0112] = held
    picture.save(written, "PNG", exif=exif)
    kept = cleaned(written.getvalue())
    assert (kept.width, kept.height) == ((32, 64) if held in (5, 6, 7, 8) else (64, 32))
    upright = Image.open(io.BytesIO(kept.jpeg)).convert("L")
    place = (kept.width - 5 if "right" in corner else 4, kept.height - 5 if "bottom" in corner else 4)
    dark = upright.getpixel(place)
    assert isinstance(dark, int)
    assert dark < 40


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("at", range(40))
def test_a_spoilt_tag_beside_a_sound_picture_is_no_matter(at: int) -> None:
    """Phones write odd tags; turning a picture upright must not stumble over any of them."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x011A] = 6, "Phone", 72.5
    sent = photo(exif=exif)
    begins = sent.index(b"Exif") + 6
    for mark in (0, 1, 2, 5, 7, 12, 255):
        kept = cleaned(sent[: begins + at] + bytes([mark]) + sent[begins + at + 1 :])
        assert {kept.width, kept.height} == {60, 80}


def test_what_is_clear_becomes_white_not_black() -> None:
    kept = cleaned(photo(kind="PNG", mode="RGBA"))
    assert Image.open(io.BytesIO(kept.jpeg)).getpixel((5, 5)) == (255, 255, 255)


def test_a_large_photo_is_made_smaller() -> None:
    kept = cleaned(photo((5_000, 2_500)))
    assert (kept.width, kept.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_the_same_photo_has_the_same_fingerprint() -> None:
    assert cleaned(photo()).sha256 == cleaned(photo()).sha256


HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(100)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "photo-empty", id="nothing"),
        pytest.param(b"not a picture", "photo-unreadable", id="text"),
        pytest.param(photo(kind="GIF"), "photo-unreadable", id="GIF"),
        pytest.param(photo()[:200], "photo-damaged", id="JPEG cut off in its head"),
        pytest.param(photo((800, 600), "PNG")[:600], "photo-damaged", id="PNG cut off in its pixels"),
        pytest.param(photo(kind="WEBP")[:30], "photo-damaged", id="WebP cut off"),
        pytest.param(HEIC, "photo-heic", id="HEIC"),
        pytest.param(HEIC.replace(b"heic", b"avif"), "photo-heic", id="AVIF"),
        pytest.param(b"\n%PDF-1.7\n" + bytes(99), "photo-pdf", id="PDF"),
        pytest.param(b"\xff\xd8" + bytes(20 * 1024 * 1024), "photo-too-large", id="over 20 MB"),
        pytest.param(b"\xff\xd8" + bytes(40 * 1024 * 1024), "photo-too-large", id="40 MB"),
        pytest.param(bomb(8_000, 5_001), "photo-too-many-pixels", id="a row over 40 megapixels"),
        pytest.param(bomb(10_000, 10_000), "photo-too-many-pixels", id="100 megapixels"),
        pytest.param(bomb(30_000, 30_000), "photo-too-many-pixels", id="a bomb"),
    ],
)
def test_no_photo(content: bytes, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        cleaned(content)
    assert refused.value.reason == reason


def test_exactly_forty_megapixels_is_taken() -> None:
    assert cleaned(photo((8_000, 5_000), "PNG", "1")).width == LONGEST_SIDE
