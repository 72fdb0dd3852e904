"""A photo of a signed statement, as it is kept: what settles a conflict or proves a correction."""

from __future__ import annotations

from consult.domain.photo import Photo

STATEMENT_PHOTO = Photo(b"a signed statement", "5e" * 32, 3, 4)
SETTLER = "周文"
"""Somebody of the committee who never had a ballot in hand."""
