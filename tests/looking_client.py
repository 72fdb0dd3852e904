"""A test client that looks at every page it opens."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.page_look import faults


class LookingClient(FlaskClient):
    """Fails the test when a page it opens is not in order; set `looks = False` to look away on purpose."""

    session: Session | None = None
    looks = True

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Open an address. What the test's own session wrote is committed first, so that the page can see it."""
        if self.session is not None and self.session.in_transaction():
            self.session.commit()
        # Read to the end, so that a file behind the answer is closed.
        kwargs.setdefault("buffered", True)
        response = super().open(*args, **kwargs)
        if self.looks and response.mimetype == "text/html" and response.status_code not in (204, 301, 302, 303, 304):
            wrong = faults(response.get_data(as_text=True))
            assert not wrong, f"{response.request.path}: {'; '.join(wrong)}"
        return response
