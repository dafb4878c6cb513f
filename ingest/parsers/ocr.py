"""Pictures of text, by rapidocr, whose models come in its package: scanned pages, photographs, faxes."""

import math
import re
import signal
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import PolicyLensError
from ingest.parsers import Parsed
from ingest.parsers.contents import check_size
from ingest.parsers.pages.paragraphs import pieces_of
from ingest.parsers.pages.words import Page, Run

Picture = NDArray[np.uint8]
"""uint8[height, width, 3], blue first, as OpenCV has it."""

_MOST = 100  # MiB
_PIXELS_MOST = 100_000_000
_FRAMES_MOST = 200
_SIDE = 2_400  # pixels, of the longer side of a page as it is read
_SIDE_OF_LINES = 1_280  # pixels, of the same as lines are looked for
_SURE = 0.5  # what the recognizer must say of a line, of 1
_SECONDS_A_PAGE = 60
_DOUBTFUL = 0.75  # mean of what the recognizer says of its lines; a page that is less sure may lie on its side


def parse(content: bytes) -> Parsed:
    """A picture's pieces; each picture in a TIFF file is a page.

    :raises PolicyLensError: if it is too large or damaged, or no OCR is installed.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    check_size(content, _MOST)
    Image.MAX_IMAGE_PIXELS = _PIXELS_MOST
    try:
        with Image.open(BytesIO(content)) as image:
            frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
            if frames > _FRAMES_MOST or image.width * image.height > _PIXELS_MOST:
                raise PolicyLensError(
                    f"it is too large: {frames} pictures of {image.width} by {image.height}: split it"
                )
            pages = [read(picture, number) for number, picture in enumerate(_frames(image, frames), 1)]
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise PolicyLensError("it is damaged or cut off: it cannot be read as a picture") from error
    return Parsed(pieces_of(pages))


def _frames(image: Any, count: int) -> Iterator[Picture]:
    from PIL import Image, ImageOps  # noqa: PLC0415

    for number in range(count):
        image.seek(number)
        upright = ImageOps.exif_transpose(image) or image
        paper = Image.new("RGBA", upright.size, "white")  # what is transparent
        small = Image.alpha_composite(paper, upright.convert("RGBA")).convert("RGB")
        small.thumbnail((2 * _SIDE, 2 * _SIDE))
        yield np.asarray(small)[:, :, ::-1].copy()


def read_pdf_page(page: Any, number: int) -> Page:
    """A page of a PDF that is a picture.

    :param page: a pypdfium2.PdfPage.
    :raises PolicyLensError: if no OCR is installed.
    """
    scale = min(_SIDE / max(page.get_width(), page.get_height(), 1.0), 10.0)
    return read(page.render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3], number)


def read(picture: Picture, number: int) -> Page:
    """The page of that number with the words in a picture, straightened if it was scanned askew.

    :raises PolicyLensError: if no OCR is installed.
    """
    found, picture = _best(picture)
    height, width = picture.shape[:2]
    if found.boxes is None:
        return Page(number, width, height, ())
    lines = [
        (text, box) for text, box, sure in zip(found.txts, found.boxes, found.scores, strict=True) if sure >= _SURE
    ]
    turn = -_slant([box for _, box in lines])
    return Page(number, width, height, tuple(_run(text, box, turn) for text, box in lines if text.strip()))


def _best(picture: Picture) -> tuple[Any, Picture]:
    """What is read, and the picture; turned by quarters if it cannot be read as it is."""
    tried = [(_recognized(picture), picture)]
    for quarters in (2, 1, 3):
        if tried[0][0].boxes is None or _sureness(tried[-1][0]) >= _DOUBTFUL:
            break
        turned = np.ascontiguousarray(np.rot90(picture, quarters))
        tried.append((_recognized(turned), turned))
    return max(tried, key=lambda one: _sureness(one[0]))


def _recognized(picture: Picture) -> Any:
    _take_time()
    try:
        return _engine()(picture)
    except RuntimeError as error:
        if "bad_alloc" in str(error):  # how the library below says so
            raise MemoryError from error
        raise


def _sureness(found: Any) -> float:
    """From 0 to 1; by characters, so that scraps that fit by chance count for little. Lines on end make it 0."""
    if found.boxes is None:
        return 0.0
    widths, heights = np.ptp(found.boxes[:, :, 0], axis=1), np.ptp(found.boxes[:, :, 1], axis=1)
    if np.median(widths) < np.median(heights):
        return 0.0
    return float(np.average(found.scores, weights=[max(len(text), 1) for text in found.txts]))


def _take_time() -> None:
    """A page takes seconds: where a limit of time is running, each begins it anew."""
    if signal.alarm(0):
        signal.alarm(_SECONDS_A_PAGE)


@cache
def _engine() -> Any:
    try:
        from rapidocr import RapidOCR  # noqa: PLC0415
    except ImportError as error:
        message = "it is a picture of text: `pip install 'policylens[ocr]'` lets PolicyLens read such pages"
        raise PolicyLensError(message) from error
    # Its classifier of lines upside down errs on long lines of Chinese. Lines are looked for in a smaller picture, as
    # that takes memory by its area, and read in the large one.
    settings = {"Global.log_level": "critical", "Global.max_side_len": _SIDE, "Global.use_cls": False}
    return RapidOCR(params=settings | {"Det.limit_type": "max", "Det.limit_side_len": _SIDE_OF_LINES})


def _slant(boxes: list[NDArray[np.float32]]) -> float:
    """The angle of the lines, in radians: that of the middle one of those that are long enough to tell."""
    long = [box for box in boxes if np.linalg.norm(box[1] - box[0]) > 3 * np.linalg.norm(box[3] - box[0])]
    return median(math.atan2(float(y), float(x)) for x, y in (box[1] - box[0] for box in long)) if long else 0.0


def _run(text: str, box: NDArray[np.float32], turn: float) -> Run:
    """:param box: float32[4, 2], the corners from the upper left one onwards."""
    turned = box @ np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    left, right = turned[[0, 3], 0].mean(), turned[[1, 2], 0].mean()
    top, bottom = turned[[0, 1], 1].mean(), turned[[2, 3], 1].mean()
    return Run(_mended(text), float(left), float(right), float(top), float(bottom))


_WIDE = str.maketrans("(),;:?!", "（），；：？！")
_HAN = r"[\u3000-\u303f\u4e00-\u9fff）】〕，。；：]"
_NARROW = re.compile(rf"(?<={_HAN})[(),;:?!]|[(](?={_HAN})|(?<=[\d%])[),;](?={_HAN})")
_DASH = re.compile(r"(?<=\d)一(?=\d)")
_AI = re.compile(r"(?<![A-Za-z])Al(?![A-Za-z])")  # two letters that look the same in most fonts


def _mended(text: str) -> str:
    """The words with the wide punctuation of Chinese, for which the recognizer writes the narrow one."""
    text = _NARROW.sub(lambda match: match.group().translate(_WIDE), " ".join(text.split()))
    return _AI.sub("AI", _DASH.sub("—", text))
