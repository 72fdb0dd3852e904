"""Counting: from ballots and weights to figures, and from figures to an outcome."""
