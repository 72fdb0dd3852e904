"""The WSGI entry point: `wsgi:app`."""

from consult.app import create_app

app = create_app()
