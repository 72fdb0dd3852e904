"""Pages: one package per audience; each view parses, calls a deed or a question, and answers."""
