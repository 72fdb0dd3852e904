"""Benchmarks: each against named baselines in the same run, figures as ratios."""
