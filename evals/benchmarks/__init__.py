"""Slow measurements, each run by itself: ``python -m evals.benchmarks.NAME``; figures are ratios."""
