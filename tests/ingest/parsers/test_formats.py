"""What files of each format and trap yield; `python -m evals.benchmarks.formats` has the same as a table."""

import pytest

from evals.benchmarks.formats import kept, read, recall
from evals.benchmarks.papers.content import Paper
from evals.benchmarks.papers.shelf import papers

PAPERS = list(papers(with_pictures=False))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_the_article_is_read_and_little_else(paper: Paper) -> None:
    text = read(paper)
    assert recall(paper, text) >= 0.98
    assert kept(paper, text) <= 0.02
