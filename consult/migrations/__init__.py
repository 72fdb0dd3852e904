"""The schema's history: one file a change, run in order, forwards."""
