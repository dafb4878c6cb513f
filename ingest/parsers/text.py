"""Plain text."""

from ingest.encoding import decode
from ingest.parsers import Parsed
from ingest.structure import classify_lines


def parse(content: bytes) -> Parsed:
    """Headings and list items are told by their marks."""
    return Parsed(classify_lines(decode(content).split("\n")))
