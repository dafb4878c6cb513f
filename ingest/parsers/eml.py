"""Mail: subject, sender, date, the body, and the names of what is attached. Nothing is fetched or opened."""

from email import message_from_bytes, policy
from email.message import MIMEPart
from email.utils import parsedate_to_datetime

from corpus.errors import PolicyLensError
from ingest.encoding import decode
from ingest.parsers import Parsed
from ingest.parsers.contents import check_size
from ingest.parsers.html import parse as parse_html
from ingest.structure import Piece, classify_lines

_MOST = 30  # MiB, for attachments take most of it


def parse(content: bytes) -> Parsed:
    """The plain body, else the one in HTML; the subject is the title, the date that of issue.

    :raises PolicyLensError: if it is larger than 30 MB or no mail.
    """
    check_size(content, _MOST)
    message = message_from_bytes(content, policy=policy.default)
    try:
        subject, sender, date = (str(message.get(name, "")).strip() for name in ("Subject", "From", "Date"))
        body = message.get_body(("plain", "html"))
        pieces = _body(body) if body is not None else []
        names = [part.get_filename() for part in message.iter_attachments()]
    except (LookupError, ValueError, AttributeError, TypeError, RecursionError) as error:
        raise PolicyLensError("it is damaged: it cannot be read as mail") from error
    if not (subject or sender):
        raise PolicyLensError("it is no mail: it has neither a sender nor a subject")
    head = [Piece("title", subject, 1)] if subject else []
    head += [Piece("paragraph", f"From: {sender}")] if sender else []
    attached = [Piece("list_item", f"Attachment: {name}") for name in names if name]
    properties = {"title": subject, "issued": _day(date)}
    return Parsed([*head, *pieces, *attached], {key: value for key, value in properties.items() if value})


def _body(part: MIMEPart) -> list[Piece]:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    if part.get_content_type() == "text/html":
        return parse_html(content).pieces
    return classify_lines(decode(content, part.get_content_charset("")).split("\n")) if content else []


def _day(date: str) -> str:
    try:
        return parsedate_to_datetime(date).date().isoformat()
    except ValueError:
        return ""  # no date, or none that a reader would recognise
