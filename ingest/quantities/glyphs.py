"""Variants of characters that numbers are written with, replaced one code point for one so that offsets stay."""

_TRADITIONAL = (
    "萬億兩餘幾個項條類級種點數過約達於佔將內間後區國縣場門處組輪張層領階環節歲輛筆戶隊"
    "臺幣圓歐鎊韓畝頃噸時鐘週紀號屆務動業網農進統單專劃歸體馬產塊顆頭員線帶書冊雙圖廠廳"
    "縱開學樣瀕衛鍾併補獎給資優讀長發為從設關額熱簡稱擴強滙價貼"
)
_SIMPLIFIED = (
    "万亿两余几个项条类级种点数过约达于占将内间后区国县场门处组轮张层领阶环节岁辆笔户队"
    "台币圆欧镑韩亩顷吨时钟周纪号届务动业网农进统单专划归体马产块颗头员线带书册双图厂厅"
    "纵开学样濒卫钟并补奖给资优读长发为从设关额热简称扩强汇价贴"
)
_FOLD = (
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full-width ASCII
    | dict.fromkeys(map(ord, "‐‑‒–—―−－﹣"), "-")
    | dict.fromkeys(map(ord, "〜∼～˜"), "~")
    | dict.fromkeys(map(ord, "\u2007\u2009\u202f"), "\u00a0")  # spaces between thousands
    | {ord("\u3000"): " ", ord("○"): "〇", ord("﹪"): "%", ord("￥"): "¥", ord("￡"): "£"}
    | {ord(old): new for old, new in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)}
)


def fold(text: str) -> str:
    """Return `text` with full-width, dash, space and Traditional variants replaced, in the same length.

    Only the Traditional characters that numbers, units and bounds are written with are replaced; for whole words see
    `corpus.script`.
    """
    return text.translate(_FOLD)


def blank_spans(text: str, spans: list[tuple[int, int]]) -> str:
    """Return `text` with the spans (in order, without overlap) overwritten by NUL, in the same length."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], "\0" * (end - start)]
        at = end
    return "".join([*parts, text[at:]])
