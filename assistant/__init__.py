"""Questions to answers whose citations have been checked."""
