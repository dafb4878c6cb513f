from corpus.script import has_han
from index.training.editions import asked, parallel, sections


def test_editions_stand_block_by_block() -> None:
    learnt, held_out = sections()
    assert len(learnt) > len(held_out) > 0
    for pair in parallel([*learnt, *held_out]):
        assert has_han(pair.zh)
        assert pair.en.strip()


def test_what_is_held_out_is_not_learnt() -> None:
    learnt, held_out = ({section.text for section in found} for found in sections())
    assert learnt.isdisjoint(held_out)


def test_sections_are_asked_for_in_both_languages() -> None:
    learnt, _ = sections()
    for section, passage in zip(learnt, asked(learnt), strict=True):
        assert passage.text in {section.text.zh, section.text.en}
        assert {section.heading.zh, section.heading.en} <= set(passage.questions)
