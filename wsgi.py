"""The WSGI entry point: `wsgi:app`."""

from consult import logbook
from consult.app import create_app, settings_of

app = create_app()
logbook.set_up(settings_of(app).log)
