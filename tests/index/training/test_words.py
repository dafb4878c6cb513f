from index.training.words import glossed_words


def test_words_of_the_texts_come_first() -> None:
    few = glossed_words(200)
    with_texts = glossed_words(200, ["统筹布局枢纽节点"])
    assert "枢纽" in with_texts
    assert len(with_texts) == len(few)
    assert set(few) != set(with_texts)
