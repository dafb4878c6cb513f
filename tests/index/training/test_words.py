from index.training.words import glossed_words


def test_words_of_the_texts_come_first() -> None:
    few = glossed_words(200)
    with_texts = glossed_words(200, ["统筹布局枢纽节点"])
    assert "枢纽" in with_texts
    assert {*with_texts} - {*few} <= {"统筹", "布局", "枢纽", "节点"}
    assert {*few} - {*with_texts}  # which make room for them
