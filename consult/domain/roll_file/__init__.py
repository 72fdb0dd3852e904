"""The roll file, from sheets of cells to units: sheet → header → rows → values → duplicates."""
