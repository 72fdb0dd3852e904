"""Where the printing library cannot load, the service runs and papers say what to do."""

import importlib
import subprocess
import sys

import pytest

from consult.documents.poster import poster_pdf
from consult.domain.refusal import Refusal
from consult.wording.language import words_for
from tests.documents.sheets import POSTER


def test_the_pages_start_without_the_printing_library() -> None:
    program = "import sys; sys.modules['weasyprint'] = None; import consult.app"
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_paper_without_the_printing_library_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise OSError(f"cannot load library 'libpango-1.0-0' for {name}")

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(Refusal, match="printing-missing"):
        poster_pdf(POSTER, words_for("en"))
