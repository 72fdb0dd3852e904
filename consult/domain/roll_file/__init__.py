"""The roll file, from sheets of cells to units: sheet → header → rows → values → duplicates (interfaces §3)."""
