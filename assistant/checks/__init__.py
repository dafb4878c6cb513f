"""What the checks of an answer's numbers are made of."""
