"""The doorstep: the building leader's app and what it asks of the server."""

from __future__ import annotations

from flask import Blueprint

doorstep = Blueprint("doorstep", __name__, url_prefix="/doorstep")
