"""The public book, for sceptics."""
