"""Write docs/openapi.json anew: `.venv/bin/python -m tests.routes.write_openapi`. Read the difference first."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from consult.app import create_app
from consult.web.api.description import document
from tests.databases import settings_for
from tests.house.tree import ROOT

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_for(f"sqlite:///{folder}/empty.sqlite3", Path(folder)))
        told = json.dumps(document(app), ensure_ascii=False, indent=1, sort_keys=True)
    (ROOT / "docs" / "openapi.json").write_text(told + "\n", "utf-8")
