"""Spreadsheets, from bytes to sheets of cells and back: handed values, knowing nothing of the database."""
