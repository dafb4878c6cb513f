from assistant.editions import Editions
from assistant.passages import Passage, passages
from index.encoders import Encoder
from index.library import Library
from index.search import Searcher


def found(library: Library, encoder: Encoder, question: str) -> list[Passage]:
    return passages(Searcher(library, encoder).search(question, 10).hits, library)


def test_a_passage_is_found_at_its_place_in_the_other_edition(library: Library, encoder: Encoder) -> None:
    every = found(library, encoder, "四川2030年人工智能产业规模目标 Sichuan AI industry scale 2030")
    editions = Editions((passage.document for passage in every), "en")
    moved = [(passage, editions.of(passage)) for passage in every]
    changed = [(own, other) for own, other in moved if own.document.id != other.document.id]
    assert changed
    for own, other in changed:
        assert other.document.original_id == own.document.original_id
        assert other.document.language == "en"
        assert other.block.kind == own.block.kind
        assert other.items or other.block.start <= other.start < other.end <= other.block.end
    texts = {own.text: other.text for own, other in changed}
    assert any("4000亿元" in own and "400 billion" in other for own, other in texts.items())


def test_there_and_back_is_the_same_passage(library: Library, encoder: Encoder) -> None:
    every = found(library, encoder, "四川2030年人工智能产业规模目标 Sichuan AI industry scale 2030")
    documents = [passage.document for passage in every]
    english, chinese = Editions(documents, "en"), Editions(documents, "zh-Hans")
    for passage in every:
        if not passage.items and passage.document.language != "en" and english.of(passage) != passage:
            back = chinese.of(english.of(passage))
            assert (back.document.id, back.start, back.end) == (passage.document.id, passage.start, passage.end)
