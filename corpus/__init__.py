"""The built-in policy library, and what is known of places, terms and scripts."""
