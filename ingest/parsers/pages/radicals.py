"""Characters that PDF fonts name wrongly: radicals for the characters that look like them, ligatures, odd blanks."""

import unicodedata

# Unicode gives the CJK Radicals Supplement no equivalents but two; these are the forms that stand for whole characters.
_SUPPLEMENT = dict(
    zip(
        "⺁⺈⺋⺌⺎⺐⺒⺓⺕⺗⺙⺛⺝⺟⺠⺡⺣⺤⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺷⺹⺻⺼⺽⺾⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻭⻮⻯⻰⻲⻳",
        "厂刀卩小兀尢巳幺彐忄攵旡月母民氵灬爫王疋罒示礻竹糸纟罓罒罓羊耂聿月臼艹艹虎衤覀西见角角讠贝车辶辶辶阝钅长镸长门阜阝雨青韦页风飞食食饣首马骨鬼鱼鸟卤麦黄黾齐歯齿竜龙龟龟",
        strict=True,
    )
)
_KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_BLANKS = {"\u00a0": " ", "\u00ad": "", "\u200b": "", "\ufeff": "", "\x00": ""}
_MENDED = str.maketrans({**_SUPPLEMENT, **_KANGXI, **_LIGATURES, **_BLANKS})


def mended(text: str) -> str:
    """The text with the characters that were meant."""
    return text.translate(_MENDED)
