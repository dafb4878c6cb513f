"""Numerals that count nothing: citation markers, list numbers, versions, standards, addresses and idioms.

`blank` writes NUL over them, so that no later pattern matches there and offsets stay.
"""

import re
from functools import cache

# Words of their own even where a measure word follows. After a numeral (二十一定, 第一批) they are left as they are.
_CHINESE = """
    一带一路 千行百业 千家万户 千方百计 成千上万 成百上千 千千万万 千头万绪 百花齐放 百家争鸣 百年大计 万众一心
    万物 万象 万能 百姓 百科 百货 一号创新工程 一号工程 一号文件 一网通办 一网统管 一件事 一老一小 一站式 一揽子
    一次性 一体化 一对一 一点 一条龙 一盘棋 一张网 一把手 一刀切 一定 一般 一批 一系列 一方面 一部分 一些 一切
    一致 一样 一直 一起 一律 一旦 一流 一大批 一整套 一时 一线 一级市场 一步到位 一步步 一年一度 一国两制
    一朝一夕 一如既往 万一 统一 唯一 单一 同一 逐一 专一 归一 划一 合一 不一 任一 某一 每一 哪一 这一 那一 又一
    上一 下一 另一 新一代 新一轮 新一批 新一届 进一步 更进一步 三农 三位一体 五位一体 三次产业 一次能源 二次
    四川 三亚 五粮液 三峡 三星 三明 三沙 三门峡 六安 九江 九寨 五台 四平 百度 百川 千问 四周 四处 三番 两会
    五险一金 六稳六保 七上八下 举一反三 独一无二 首屈一指 三心二意 五花八门 四通八达 十全十美 数一数二 千万工程
    百千万 十百千万 千人计划 万人计划 百人计划 二十国集团 七国集团 二进制 八进制 十进制 十六进制 五一 五四 八一
    九一八 第三方 第一时间 第一线 第一手 第一要务 第一动力 第一生产力 第一把手 第一产业 第二产业 第三产业
""".split()
_ENGLISH = (
    r"no\. ?1\)? (?:\(primary\) )?(?:innovation )?(?:project|priority)|number[- ]one|one[- ](?:stop|off)|one another"
    r"|one by one|(?:on )?(?:the )?one hand|one[- ]size|one belt,? one road|one country,? two systems|day one"
    r"|(?:one|two)[- ]way|(?:two|three)[- ]dimension(?:al|s)|two (?:sides|parties)|two sessions|three rural"
    r"|third[- ](?:part(?:y|ies)|countr(?:y|ies))|first[- ](?:class|rate|hand|aid|ever|lady)|first of all"
    r"|first and foremost|at first|(?:first|second|latter|other)[- ]half|second to none|second[- ]hand"
    r"|first-tier cit(?:y|ies)|24/7|zero|ten-hundred-thousand(?:-ten[ -]thousand)?"
)
_STANDARD = (
    r"(?:GB(?:/[TZ])?|ISO(?:/IEC)?|IEC|IEEE|ITU|ETSI|EN|DB[0-9]{0,4}(?:/T)?|YD/T|T/[A-Z]{2,8})[ -]?[0-9][0-9.:-]*"
)
_VERSION = (
    r"(?<![0-9.])(?!(?:19|20)[0-9]{2}\.)[0-9]{1,4}(?:\.[0-9]{1,4}){2,}"
    r"|(?:版本|(?<![A-Za-z])[vV](?:ersion )?)\.?[0-9]+(?:\.[0-9]+)*"
)
_CITATION = r"\[\^?[0-9]{1,3}(?:[ ]?[,、;-][ ]?\^?[0-9]{1,3}){0,9}\]|【[0-9]{1,3}】"
_LIST = (
    r"^[ \t>*#-]{0,8}(?:[0-9]{1,2}(?:[.)](?=[ \t\u4e00-\u9fff])|、(?=[^0-9\s]))|\([0-9]{1,2}\)(?=.)"
    r"|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))"
)
_ADDRESS = (
    r"https?://(?:(?![<>\"',;)\]])[!-~])+"
    r"|(?<![\w.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,64}\.[A-Za-z]{2,}"
)
_NUMERAL = "零〇一二两三四五六七八九十百千万亿"


@cache
def _noise() -> re.Pattern[str]:
    """Compile the block list on first use."""
    words = (word + "(?![十百千万亿])" if word[-1] == "一" else word for word in _CHINESE)
    idioms = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(
        rf"{_ADDRESS}|{_CITATION}|(?m:{_LIST})|(?<![A-Za-z]){_STANDARD}|{_VERSION}"
        rf"|(?<![{_NUMERAL}分第])(?:{idioms})|(?<![分条])之一(?!百)|(?<![{_NUMERAL}])十分(?!之|钟)"
        rf"|(?:周|星期|礼拜)[一二三四五六日]|(?<![A-Za-z])(?i:{_ENGLISH})(?![A-Za-z])"
    )


def blank(text: str) -> str:
    """Return folded `text` with what is no quantity overwritten by NUL, in the same length."""
    return _noise().sub(lambda match: "\0" * len(match[0]), text)
