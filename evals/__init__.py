"""Measuring: cases, metrics, graders, reports."""
