"""Chunks to a searchable index; queries to hits."""
