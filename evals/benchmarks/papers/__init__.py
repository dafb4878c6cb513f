"""Files as people have them, made of the built-in library's texts, with all that surrounds an article.

Nothing here knows the parsers: what a file says is known from how it was made.
"""
