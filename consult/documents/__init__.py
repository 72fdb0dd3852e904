"""Papers: posters, letters and notices as PDF, made from plain values and never from the database."""
