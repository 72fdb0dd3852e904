"""Proofs that take longer, or heavier libraries, than the test suite: run by hand and before a release."""
