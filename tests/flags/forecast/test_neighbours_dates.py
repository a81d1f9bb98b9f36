from trackerbridge.flags.forecast.surroundings import Dated, neighbours

ASKED = Dated("board", opened=100, dated=100, deadline=120)


def about(*others: Dated, day: int = 110) -> dict[str, float]:
    return neighbours([ASKED, *others], [(ASKED, day)])[0]


def test_alone_a_task_shares_its_date_with_nobody() -> None:
    facts = about()
    assert facts["same_date"] == 0
    assert facts["later_share"] == 0
    assert "since_last_date" not in facts


def test_counts_among_three_neighbours() -> None:
    facts = about(Dated("board", 90, 90, 120), Dated("board", 90, 95, 105), Dated("board", 90, 90, 150))
    assert facts["same_date"] == 1
    assert facts["same_date_share"] == 1 / 4
    assert facts["later_share"] == 1 / 4
    assert facts["upcoming_later_share"] == 1 / 3
    assert facts["since_last_date"] == 5
    assert facts["after_last_date"] == 15
    assert facts["same_date_opened"] == -10


def test_another_board_is_no_neighbour() -> None:
    assert about(Dated("elsewhere", 90, 90, 120)) == about()


def test_the_day_asked_about_itself_is_not_known_yet() -> None:
    assert about(Dated("board", 110, 110, 120), day=110) == about(day=110)
    assert about(Dated("board", 90, 110, 120), day=110) == about(day=110)
    assert about(Dated("board", 109, 109, 120), day=110) != about(day=110)


def test_asking_on_the_day_it_was_made_does_not_count_the_task_itself() -> None:
    early = neighbours([ASKED, Dated("board", 90, 90, 120)], [(ASKED, 100)])[0]
    assert early["same_date"] == 1
