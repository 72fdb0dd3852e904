"""Backups: one file with everything an installation needs to rise again, made while it is at work, and put back."""
