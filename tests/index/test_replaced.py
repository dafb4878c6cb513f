from index.replaced import Name, replaced


def test_ids_titles_and_numbers_are_resolved() -> None:
    stated = [
        Name("new", "2025", "old-id"),
        Name("new", "2025-05-01", "宁波市无人机产业扶持办法"),
        Name("new", "2025-05-01", "甬政办发［2019］33号"),
    ]
    names = [
        Name("drones", "2019-01-01", "宁波市人民政府办公厅关于印发《宁波市无人机产业扶持办法》的通知"),
        Name("numbered", None, "甬政办发〔2019〕33号"),
        Name("other", "2019", "宁波市无人机产业发展规划"),
    ]
    found = replaced(stated, names)
    assert {"old-id", "drones", "numbered"} <= found
    assert "other" not in found


def test_a_new_edition_of_the_same_title_is_not_replaced_by_itself_or_by_an_older_one() -> None:
    stated = [Name("order-2025", "2025-03-12", "工程咨询行业管理办法")]
    titles = [
        Name(name, issued, "工程咨询行业管理办法")
        for name, issued in (("order-2017", "2017-11-06"), ("order-2025", "2025-03-12"))
    ]
    assert replaced(stated, [*titles, Name("order-2030", "2030-01-01", "工程咨询行业管理办法")]) - {stated[0].name} == {
        "order-2017"
    }
