"""Commands: the same deeds and questions as the pages, from a terminal."""
