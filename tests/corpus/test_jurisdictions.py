"""Tests of the gazetteer that ships: its tree, its names, and what it sees and does not see in a text."""

import re
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.jurisdictions import Jurisdiction, gazetteer

ROOT = Path(__file__).parents[2]
FACTS = ROOT.parent / "shared" / "facts" / "policies.yaml"
SENTENCES = Path(__file__).with_name("jurisdiction_sentences.tsv")
PLACES = tuple(gazetteer())
FORMS = [(form, place.code) for place in PLACES for form in (*place.names, *place.bodies)]

FOUND = {
    # names, in both scripts and languages
    "四川省加快推进“人工智能+”一号创新工程": "CN-SC",
    "四川和江西的方案有什么不同": "CN-SC CN-JX",
    "廣東省與臺灣、台灣": "CN-GD TW TW",
    "内蒙古自治区、內蒙古": "CN-NM CN-NM",
    "Compare Sichuan Province with Chengdu's plan": "CN-SC CN-SC-Chengdu",
    "中国海南": "CN CN-HI",
    "中國大陸的辦法": "CN",
    "海南省海口市": "CN-HI CN-HI-Haikou",
    "西安、Xi’an 和 Xi'an": "CN-SN-Xian CN-SN-Xian CN-SN-Xian",
    "台州、温州、金华": "CN-ZJ-Taizhou CN-ZJ-Wenzhou CN-ZJ-Jinhua",
    "Taizhou, Jiangsu and Taizhou, Zhejiang": "CN-JS-Taizhou CN-JS CN-ZJ-Taizhou CN-ZJ",
    "Suzhou, Suzhou City in Anhui Province, Anhui's Suzhou": "CN-JS-Suzhou CN-AH-Suzhou CN-AH CN-AH CN-AH-Suzhou",
    "山东日照，日照充足": "CN-SD CN-SD-Rizhao",
    "芜湖、中卫和朝阳": "CN-AH-Wuhu CN-NX-Zhongwei CN-LN-Chaoyang",
    "佛山、中山、珠海": "CN-GD-Foshan CN-GD-Zhongshan CN-GD-Zhuhai",
    "Macao, Macau, Hong Kong SAR, Taipei": "MO MO HK TW-Taipei",
    "Hong\nKong": "HK",
    "中国香港，中國台灣": "HK TW",
    "Turkey and Türkiye": "TR TR",
    "日本和欧盟的人工智能立法": "JP EU",
    "G20, G7, BRICS, OECD, ASEAN, UN": "G20 G7 BRICS OECD ASEAN UN",
    "上海GDP": "CN-SH",
    # the longest name counts
    "吉林省、吉林、吉林市": "CN-JL CN-JL CN-JL-Jilin",
    "Jilin, Jilin City": "CN-JL CN-JL-Jilin",
    "Chengdu, Sichuan": "CN-SC-Chengdu CN-SC",
    "吉林市场监管": "CN-JL",
    "成都市场": "CN-SC-Chengdu",
    "Shaanxi is not Shanxi": "CN-SN CN-SX",
    "Jiangxi, not Jiangxinia": "CN-JX",
    "浙江西部": "CN-ZJ",
    "上海南部": "CN-SH",
    "青海南部": "CN-QH",
    # US, not us
    "US, U.S., USA and u.s. law; let us see": "US US US US",
    "US$500 million, HK$3, US dollars": "",
    "the U.S.-China talks": "US CN",
    "see www.gov.uk and china.org": "",
    "the UK and the EU; uk, eu": "UK EU UK EU",
    "turkey": "",
    "Latin America, North Korea, New Mexico": "",
    # names that are part of others
    "南京路、南京东路、上海路、四川路、成都路": "",
    "成都路径": "CN-SC-Chengdu",
    "北京时间": "",
    "北京时间表": "CN-BJ",
    "中山大学、孙中山、四川大學": "",
    "四川大学生": "CN-SC",
    "四川省大学": "CN-SC",
    "Nanjing Road, Sichuan University, Beijing time": "",
    "长春花": "",
    "海口径": "",
    "出海口": "",
    "海南州": "CN-QH-Hainan",
    "大连接、大连续、重大连锁、最大连片": "",
    "朝阳产业、东方": "",
    "建成都市圈，完成都市更新": "",
    "成都都市圈": "CN-SC-Chengdu",
    "隆重庆祝": "",
    "经济南北差异": "",
    "幸福建设": "",
    "创新疆域": "",
    "卓越南方": "",
    "其中国有企业、其中国家级": "",
    "其中山东、江苏": "CN-SD CN-JS",
    "其中美国": "US",
    "发展中国家、發展中國家": "",
    "发展中国特色社会主义": "CN",
    "网络安全国家标准": "",
    "宪法国家、算法国际标准": "",
    "拉美国家、欧美国家": "EU US",
    "黄河南岸、太湖南岸": "",
    "上海合作组织": "",
    "白俄罗斯": "",
    # one-character forms
    "川渝": "CN-SC CN-CQ",
    "京津冀、京津冀魯豫": "CN-BJ CN-TJ CN-HE CN-BJ CN-TJ CN-HE CN-SD CN-HA",
    "沪苏浙皖": "CN-SH CN-JS CN-ZJ CN-AH",
    "粤港澳大湾区，粵港澳": "CN-GD HK MO CN-GD HK MO",
    "港澳台": "HK MO TW",
    "陕甘宁青新": "CN-SN CN-GS CN-NX CN-QH CN-XJ",
    "云贵川渝": "CN-YN CN-GZ CN-SC CN-CQ",
    "成渝地区双城经济圈": "CN-SC-Chengdu CN-CQ",
    "创新川渝平台": "CN-SC CN-CQ",
    "沪苏州": "CN-JS-Suzhou",
    "甘宁青海": "CN-GS CN-NX CN-QH",
    "中美欧": "CN US EU",
    "港珠澳大桥": "HK CN-GD-Zhuhai MO",
    "川流不息": "",
    "渝、川、粤": "",
    "川蜀": "",
    "其中日均": "",
    "青年、创新云平台港口": "",
    # document numbers
    "赣府发〔2025〕16号": "CN-JX",
    "川办发[2024]3号": "CN-SC",
    "京政发〔2025〕1号、浙政办发〔2024〕2号": "CN-BJ CN-ZJ",
    "豫政办（2024）64号": "CN-HA",
    "云栖大会（2025）": "",
    "陕发改高技〔2025〕1665号": "CN-SN",
    "根据新修订的川府发〔2025〕1号": "CN-SC",
    "川发改委〔2024〕3号": "CN-SC",
    "江苏省政府苏政发〔2025〕108号": "CN-JS CN-JS",
    "苏府办〔2024〕140号": "CN-JS-Suzhou",
    "成新经济〔2022〕49号": "CN-SC-Chengdu",
    "内政发〔2024〕2号": "CN-NM",
    "国发〔2025〕11号、國辦發〔2025〕37號": "CN CN",
    # seats of government that stand for what they govern
    "Lawmakers in Seoul asked Tokyo for its draft": "KR JP",
    "布魯塞爾其後另提修法，華盛頓沒有跟進": "EU US",
    "东京和首尔选择了不同的路，伦敦没有": "JP KR UK",
    "京东在北京设立了研究院": "CN-BJ",
    "George Washington ate no Brussels sprouts": "",
    # issuing bodies
    "国务院、國務院、State Council": "CN CN CN",
    "发改委、NDRC、MIIT、CAC、国家网信办": "CN CN CN CN CN",
    "全国、全國": "CN CN",
    "national": "",
    "教育部、教育部门": "CN",
    "四川省发改委、省发改委": "CN-SC",
    "安徽省委网信办、成都市政府发改委、韩国的科技部": "CN-AH CN-SC-Chengdu KR",
    "美国财政部，美国国务院": "US US",
    "European Commission and Parliament": "EU",
}


def codes(text: str) -> str:
    return " ".join(mention.code for mention in gazetteer().find(text))


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_find(text: str, expected: str) -> None:
    assert codes(text) == expected


def test_the_labelled_sentences_are_linked() -> None:
    """Precision and recall over (sentence, place); the labels were written before the linker had seen the sentences."""
    hits = found = wanted = 0
    for text, labels in (line.split("\t") for line in SENTENCES.read_text("utf-8").splitlines()[1:]):
        ours, theirs = {mention.code for mention in gazetteer().find(text)}, set(labels.split())
        hits, found, wanted = hits + len(ours & theirs), found + len(ours), wanted + len(theirs)
    assert wanted > 300
    assert hits / found >= 0.98
    assert hits / wanted >= 0.98


def test_mentions_tell_what_and_where() -> None:
    found = gazetteer().find("国务院：四川省（川府发〔2025〕1号），川渝")
    assert [(m.text, m.start, m.end, m.kind) for m in found] == [
        ("国务院", 0, 3, "body"),
        ("四川省", 4, 7, "name"),
        ("川", 8, 9, "short"),
        ("川", 21, 22, "short"),
        ("渝", 22, 23, "short"),
    ]


def test_offsets_count_code_points() -> None:
    (mention,) = gazetteer().find("😀İ𠀀四川")
    assert (mention.start, mention.end, mention.text) == (3, 5, "四川")


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
def test_every_form_is_found_whole(place: Jurisdiction) -> None:
    for form in (*place.names, *place.bodies):
        own, _, province = form.partition(", ") if place.level == "city" else (form, "", "")
        mentions = [(m.code, m.text) for m in gazetteer().find(f"，{form}。")]
        assert mentions == [(place.code, own)] + ([(place.parent, province)] if province else [])


pieces = st.one_of(
    st.text(max_size=4),
    st.sampled_from([form for form, _ in FORMS]),
    st.text(alphabet="川渝京津冀粤港澳台云贵新青中美日府政发办〔〕[]（）2025号省市路大学 .'’US$us", max_size=8),
)


@given(st.lists(pieces, max_size=12).map("".join))
def test_mentions_are_in_order_and_stand_in_the_text(text: str) -> None:
    end = 0
    for mention in gazetteer().find(text):
        assert mention.start >= end
        assert text[mention.start : mention.end] == mention.text != ""
        assert mention.code in gazetteer()
        assert mention.kind in {"name", "short", "body"}
        end = mention.end


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
def test_names_lead_to_their_place(place: Jurisdiction) -> None:
    own = {place.name_zh, place.name_zh_hant, place.name_en}
    assert own <= set(place.names)
    for name in (place.code, place.code.lower(), *place.names, *place.shorts):
        assert gazetteer().resolve(name) == place.code
    assert all(len(short) == 1 for short in place.shorts)
    assert all(len(name) > 1 for name in place.names)
    assert place.level in {"union", "country", "region", "province", "city"}


def test_no_form_is_shared() -> None:
    owners: dict[str, set[str]] = {}
    for place in PLACES:
        for form in (*place.names, *place.shorts, *place.bodies):
            owners.setdefault(form.casefold(), set()).add(place.code)
    assert not {form: owner for form, owner in owners.items() if len(owner) > 1}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("cn-sc-chengdu", "CN-SC-Chengdu"),
        ("  hong   kong ", "HK"),
        ("ＣＮ", "CN"),
        ("us", "US"),
        ("广东", "CN-GD"),
        ("粵", "CN-GD"),
        ("蜀", "CN-SC"),
        ("xi’an", "CN-SN-Xian"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_resolve(typed: str, code: str | None) -> None:
    assert gazetteer().resolve(typed) == code


def test_tree() -> None:
    places = gazetteer()
    assert places.ancestors("CN-SC-Chengdu") == ("CN-SC", "CN")
    assert {"CN-SC", "CN-SC-Chengdu"} <= places.descendants("CN")
    assert "CN" not in places.descendants("CN")
    assert places.descendants("CN-SC-Chengdu") == frozenset()
    assert places.within("CN-SC", "CN-SC")
    assert places.within("CN-SC-Chengdu", "CN")
    assert not places.within("CN", "CN-SC")
    assert not any(places.within(code, "CN") for code in ("HK", "MO", "TW"))
    assert all(place.parent in places for place in PLACES if place.parent)


def test_codes_say_where_they_belong() -> None:
    assert len({place.code for place in PLACES}) == len(PLACES)
    for place in PLACES:
        if "-" in place.code:
            assert place.code.rpartition("-")[0] == place.parent
            assert place.level == ("city" if place.code.count("-") == 2 or place.parent == "TW" else "province")
    assert sum(place.level == "province" for place in PLACES) == 31


@pytest.mark.parametrize("method", ["get", "ancestors", "descendants"])
def test_unknown_codes(method: str) -> None:
    assert "XX" not in gazetteer()
    with pytest.raises(KeyError):
        getattr(gazetteer(), method)("XX")


def test_one_frozen_gazetteer() -> None:
    assert gazetteer() is gazetteer()
    with pytest.raises(FrozenInstanceError):
        gazetteer().get("CN").code = "X"  # type: ignore[misc]


def test_word_lists_are_well_formed() -> None:
    lines = (ROOT / "corpus" / "data" / "jurisdiction_words.tsv").read_text("utf-8").splitlines()[1:]
    kinds = set()
    for kind, text, about in (line.split("\t") for line in lines):
        kinds.add(kind)
        forms = text.split("|")
        assert all(forms) or kind == "link", text
        if kind == "run":
            assert all(len(form) == len(about.split("|")) for form in forms), text
        if kind in {"run", "number"}:
            assert all(code in gazetteer() for code in about.split("|")), text
        if kind == "block":
            assert not {form for form, _ in FORMS} & set(forms)
    assert kinds == {"block", "whole", "after", "free", "follow", "run", "number", "organ", "link", "listing", "exact"}


def test_importing_reads_nothing() -> None:
    code = (
        "import sys; opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        "import corpus.jurisdictions\n"
        "assert not [path for path in opened if path.endswith('.tsv')], opened\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_every_jurisdiction_of_the_facts_exists() -> None:
    if not FACTS.exists():
        pytest.skip(f"{FACTS} is not there")
    used = set(re.findall(r"^  jurisdiction: (\S+)$", FACTS.read_text("utf-8"), re.MULTILINE))
    assert used
    assert not [code for code in used if code not in gazetteer()]
