"""Large numbers as the reader's language writes them: 4000亿元 is 400 billion yuan."""

from collections.abc import Mapping
from fractions import Fraction

from corpus.script import has_han, to_traditional
from ingest.document import Language
from ingest.quantities import Quantity, find_quantities

_LARGE_EN = ((10**12, " trillion"), (10**9, " billion"), (10**6, " million"))
_LARGE_ZH = ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"))
_OF_CHINESE, _OF_ENGLISH = ("万", "亿", "萬", "億"), ("million", "billion", "trillion")
_TRADITIONAL = str.maketrans("万亿镑韩", "萬億鎊韓")
_CURRENCIES: Mapping[str, tuple[str, str]] = {
    "CNY": ("yuan", "元"),
    "USD": ("US dollars", "美元"),
    "EUR": ("euros", "欧元"),
    "GBP": ("pounds", "英镑"),
    "JPY": ("yen", "日元"),
    "HKD": ("Hong Kong dollars", "港元"),
    "SGD": ("Singapore dollars", "新元"),
    "KRW": ("won", "韩元"),
}
_BOUNDS: Mapping[str, tuple[str, str]] = {
    "": ("", ""),
    ">": ("more than", "超过"),
    ">=": ("at least", "至少"),
    "<": ("less than", "低于"),
    "<=": ("at most", "最多"),
    "~": ("about", "约"),
}
_DIGITS = 6  # significant ones that a converted number may have; more would be a conversion gone wrong


def with_conventions(text: str, language: Language) -> str:
    """A text in the other language, with each large number once more, in brackets, as this language writes it."""
    for quantity in reversed(find_quantities(text)):
        converted = _converted(quantity, language)
        if converted:
            brackets = f" ({converted})" if language == "en" else f"（{converted}）"
            text = f"{text[: quantity.end]}{brackets}{text[quantity.end :]}"
    return text


def told_figure(quantity: Quantity, text: str, language: Language) -> str:
    """A quantity of a text with its bound, as the language has it; what stands there follows in brackets if it differs.

    4000亿元 after 超过 is "more than 400 billion yuan (4000亿元)", and 200家, which English only counts, is "200".
    """
    written = text[quantity.start : quantity.end]
    bound = _BOUNDS[quantity.bound][language != "en"]
    if has_han(text) == (language != "en"):
        told = written
    elif converted := _converted(quantity, language):
        told = f"{converted} ({written})" if language == "en" else f"{converted}（{written}）"
    else:
        told = _counted(quantity, written, language)
    found = f"{bound} {told}".strip() if language == "en" else f"{bound}{told}"
    return to_traditional(found) if language == "zh-Hant" else found


def _counted(quantity: Quantity, written: str, language: Language) -> str:
    """A quantity without the other language's measure word; as it is written if it is more than a number."""
    if quantity.kind != "number" or quantity.unit:
        return written
    ends = list(dict.fromkeys(_number(value, language) for value in (quantity.low, quantity.high)))
    if not all(ends):
        return written
    return "–".join(ends) if language == "en" else "至".join(ends).replace(",", "")


def _converted(quantity: Quantity, language: Language) -> str:
    """The number as the language writes it; empty if it stands there so, or is no money, compute or count."""
    written = _OF_CHINESE if language == "en" else _OF_ENGLISH
    if quantity.kind not in {"money", "number", "compute"} or not any(mark in quantity.text for mark in written):
        return ""
    ends = dict.fromkeys((_number(quantity.low, language), _number(quantity.high, language)))
    unit = _unit(quantity, language)
    if not all(ends) or unit is None:
        return ""
    joined = ("–" if language == "en" else "至").join(ends)
    found = f"{joined} {unit}".strip() if language == "en" else f"{joined}{unit}"
    return found.translate(_TRADITIONAL) if language == "zh-Hant" else found


def _number(value: Fraction, language: Language) -> str:
    for size, word in _LARGE_EN if language == "en" else _LARGE_ZH:
        if value >= size:
            shown = _plain(value / size)
            return (shown if language == "en" else shown.replace(",", "")) + word if shown else ""
    return _plain(value)


def _plain(value: Fraction) -> str:
    """With commas; empty if it has more digits than anyone would write."""
    shown = f"{float(value):,.{_DIGITS}g}" if value < 10**_DIGITS else f"{float(value):,.0f}"
    return shown if Fraction(shown.replace(",", "")) == value else ""


def _unit(quantity: Quantity, language: Language) -> str | None:
    """What the number counts; None if that has no name here."""
    if quantity.kind == "money":
        names = _CURRENCIES.get(quantity.unit)
        return names and names[language != "en"]
    if quantity.kind == "compute":
        return quantity.unit if language == "en" else f" {quantity.unit}"
    return ""
