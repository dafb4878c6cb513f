"""One file of each format and trap."""

from collections.abc import Iterator

from evals.benchmarks.papers import office, web
from evals.benchmarks.papers.content import SURROUNDINGS, Article, Paper, article, surroundings
from evals.benchmarks.papers.pages import pdf, pictures, scans

_ROWS = 45  # of a table that goes on over a page's end


def articles() -> list[Article]:
    """One in each script and language; the first two have long tables."""
    figures = [(f"指标{i}", f"{i * 7 + 100}亿元", f"{2025 + i % 6}年") for i in range(1, _ROWS)]
    sums = [(f"Measure {i}", f"{i * 7 + 100} million yuan", str(2025 + i % 6)) for i in range(1, _ROWS)]
    counties = [(f"第{i}區", f"{i * 3 + 20}所學校", "教育局") for i in range(1, 9)]
    return [
        article("cn-sc-ai-chain-2024", [("指标名称", "规模", "完成时间"), *figures]),
        article("cn-js-ai-plus-2025@en", [("Indicator", "Amount", "Year"), *sums]),
        article("tw-ai-basic-act-2025", [("區域", "數量", "負責單位"), *counties]),
    ]


def papers(*, with_pictures: bool = True) -> Iterator[Paper]:
    """The files, one after another.

    :param with_pictures: whether those that need OCR, which takes seconds a page, are among them.
    """
    for one in articles():
        yield from _pages(one)
        yield from _office(one)
        yield from _web(one)
        yield from _texts(one)
        if with_pictures:
            yield from _pictures(one)


def _edges(one: Article) -> tuple[str, ...]:
    return str(SURROUNDINGS[one.language]["head"]), str(SURROUNDINGS[one.language]["foot"])


def _pages(one: Article) -> Iterator[Paper]:
    for name, content in (
        ("one column", pdf(one)),
        ("two columns", pdf(one, columns=2)),
        ("table without lines", pdf(one, ruled=False)),
        ("turned", pdf(one, turned=90)),
    ):
        yield Paper(f"{name} ({one.language}).pdf", content, one, _edges(one))


def _office(one: Article) -> Iterator[Paper]:
    yield Paper(f"word ({one.language}).docx", office.word(one), one, _edges(one))
    yield Paper(f"slides ({one.language}).pptx", office.slides(one), one)
    yield Paper(f"workbook ({one.language}).xlsx", office.workbook(one), one)
    yield Paper(f"rich ({one.language}).rtf", office.rich(one), one)


def _web(one: Article) -> Iterator[Paper]:
    old = {"zh-Hans": "gb18030", "zh-Hant": "big5", "en": "utf-8"}[one.language]
    for layout, coding in (("site", "utf-8"), ("portal", "utf-8"), ("old", old)):
        content = web.page(one, layout, coding)  # type: ignore[arg-type]
        yield Paper(f"{layout} ({one.language}, {coding}).html", content, one, surroundings(one.language))
    yield Paper(f"mail of a page ({one.language}).eml", office.mail(one, web.page(one, "site")), one)


def _texts(one: Article) -> Iterator[Paper]:
    codings = {"zh-Hans": ["gb18030"], "zh-Hant": ["big5hkscs"], "en": []}[one.language]
    for coding in ["utf-8", "utf-16", "utf-16-le", *codings]:
        yield Paper(f"plain ({one.language}, {coding}).txt", office.plain(one, coding), one)
    table = Article(one.language, one.parts[-1:])
    for coding in ["utf-8-sig", *codings]:
        yield Paper(f"table ({one.language}, {coding}).csv", office.delimited(one, coding), table)
    yield Paper(f"marked up ({one.language}).md", office.markdown(one), one)
    yield Paper(f"mail ({one.language}).eml", office.mail(one), one)


def _pictures(one: Article) -> Iterator[Paper]:
    short = Article(one.language, (*one.parts[:14], one.parts[-1]) if len(one.parts[-1].rows) < 10 else one.parts[:14])
    straight, askew = scans(short), scans(short, slant=1.5)
    for name, content in (
        ("scan.pdf", pictures(straight, "PDF")),
        ("askew.pdf", pictures(askew, "PDF")),
        ("scan.tiff", pictures(straight, "TIFF")),
    ):
        stem, ending = name.split(".")
        yield Paper(f"{stem} ({one.language}).{ending}", content, short, picture=True)
    for form in ("PNG", "JPEG"):
        if len(straight) == 1:
            yield Paper(f"picture ({one.language}).{form.lower()}", pictures(straight, form), short, picture=True)
