"""The rules: pure Python, standard library only; no clock, no database, no request."""
