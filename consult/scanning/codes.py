"""The codes on a photo, as any phone would read them."""

from __future__ import annotations

import io

import zxingcpp
from PIL import Image

from consult.domain.photo import Photo

MOST_CODES = 20
"""Of more codes than hang on one board nobody reads each."""

_KINDS = zxingcpp.BarcodeFormats(
    [
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.MicroQRCode,
        zxingcpp.BarcodeFormat.RMQRCode,
        zxingcpp.BarcodeFormat.Aztec,
        zxingcpp.BarcodeFormat.DataMatrix,
        zxingcpp.BarcodeFormat.PDF417,
    ]
)


def codes_on(photo: Photo) -> tuple[str, ...]:
    """What stands in the codes of a cleaned photo, each once, from top to bottom."""
    with Image.open(io.BytesIO(photo.jpeg), formats=("JPEG",)) as picture:
        found = zxingcpp.read_barcodes(picture.convert("L"), formats=_KINDS, text_mode=zxingcpp.TextMode.Plain)
    read = sorted((one for one in found if one.valid), key=lambda one: (one.position.top_left.y, one.text))
    return tuple(dict.fromkeys(one.text for one in read))[:MOST_CODES]
