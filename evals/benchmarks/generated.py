"""Texts like policies, in Chinese and English, as many as are wanted: the same every time, no two of them alike."""

import random
from pathlib import Path

SEED = 20_261_128

_PLACES = (
    ("云州市", "Yunzhou"),
    ("青江省", "Qingjiang"),
    ("临海新区", "Linhai New Area"),
    ("北原自治州", "Beiyuan"),
    ("南湖县", "Nanhu County"),
)
_SUBJECTS = (
    ("智能计算", "intelligent computing"),
    ("数据流通", "data circulation"),
    ("绿色能源", "green energy"),
    ("养老服务", "care for the elderly"),
    ("职业教育", "vocational training"),
    ("轨道交通", "rail transport"),
    ("生物医药", "biomedicine"),
    ("社区医疗", "community health"),
)
_BODIES = (
    ("发展改革委", "the Development and Reform Commission"),
    ("财政厅", "the Department of Finance"),
    ("教育局", "the Education Bureau"),
    ("数据管理局", "the Data Administration"),
)
_ZH = (
    "到{year}年，{place}{subject}产业规模达到{number}亿元，年均增长{share}%。",
    "{body}应当自受理之日起{days}个工作日内作出决定，并书面告知申请人。",
    "对符合条件的{subject}企业，给予不超过{number}万元的一次性补助。",
    "支持{place}建设{days}个{subject}示范项目，推动技术、人才、资金协同发展。",
    "违反本办法规定的，由{body}责令改正；情节严重的，处以{number}万元以下罚款。",
    "鼓励高等学校和科研机构围绕{subject}开展联合攻关，每年培养专业人才{number}名。",
    "{body}会同有关部门建立{subject}统计监测制度，每年{month}月底前公布上一年度的情况。",
    "本办法所称{subject}，是指在{place}行政区域内依法开展的研发、生产、经营和服务活动。",
)
_EN = (
    "By {year} the output of {subject} in {place} is to reach {number} million, growing by {share} % a year.",
    "{body} decides within {days} working days of receiving an application and informs the applicant in writing.",
    "Enterprises in {subject} that meet these conditions may receive a single grant of up to {number} thousand.",
    "{place} supports {days} pilot projects in {subject} and brings skills, capital and technology together.",
    "Whoever breaches this article is fined up to {number} thousand by {body} where the breach is serious.",
    "Universities are encouraged to work jointly on {subject} and to train {number} specialists each year.",
    "{body} keeps statistics on {subject} and publishes those of the year before by the end of month {month}.",
    "For the purposes of these rules, {subject} means research, production and services within {place}.",
)
_NUMERALS = "一二三四五六七八九十"


def text(number: int) -> str:
    """The text of that number: Markdown of 1 to 3 kB with headings, Chinese if the number is even."""
    chance = random.Random(SEED + number)  # noqa: S311
    chinese = number % 2 == 0
    language = 0 if chinese else 1
    place, subject = chance.choice(_PLACES)[language], chance.choice(_SUBJECTS)[language]
    head = f"{place}{subject}管理办法（第{number}号）" if chinese else f"{place}: rules on {subject}, No. {number}"
    parts, wanted = [f"# {head}"], chance.randint(1_000, 3_000)
    for section in range(10):
        if sum(len(part.encode()) for part in parts) > wanted:
            break
        parts.append(f"## {_NUMERALS[section]}、{subject}" if chinese else f"## {section + 1}. On {subject}")
        parts += [_paragraph(chance, place, language) for _ in range(chance.randint(1, 3))]
    return "\n\n".join(parts) + "\n"


def _paragraph(chance: random.Random, place: str, language: int) -> str:
    sentences = chance.sample((_ZH, _EN)[language], chance.randint(2, 4))
    return (" " if language else "").join(
        sentence.format(
            place=place,
            subject=chance.choice(_SUBJECTS)[language],
            body=chance.choice(_BODIES)[language],
            year=chance.randint(2026, 2040),
            number=chance.randint(10, 9_999),
            share=chance.randint(2, 30),
            days=chance.randint(3, 90),
            month=chance.randint(1, 12),
        )
        for sentence in sentences
    )


def write(folder: Path, first: int, count: int) -> None:
    """Writes files of the texts from `first` on into a new folder."""
    folder.mkdir()
    for number in range(first, first + count):
        (folder / f"{number:06}.md").write_text(text(number), encoding="utf-8")
