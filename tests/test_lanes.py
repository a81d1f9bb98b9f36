"""Which projects wait for each other."""

from __future__ import annotations

from trackerbridge.config.schema import Config, ProjectConfig, PublishConfig, Settings, SourceConfig
from trackerbridge.lanes import lanes_of


def project(name: str, source: tuple[str, str], client: tuple[str, str] | None = None) -> Settings:
    connection, board = source
    publish = PublishConfig(connection=client[0], board=client[1]) if client else None
    own = ProjectConfig(sources=(SourceConfig(connection=connection, board=board),), publish=publish)
    return Settings(name=name, config=Config(), project=own)


def test_a_lane_is_what_a_project_reads_and_writes() -> None:
    web = project("web", ("work", "b1"), ("boards", "c1"))
    shop = project("shop", ("work", "b2"), ("boards", "c2"))
    alone = project("alone", ("boards", "b3"))
    lanes = lanes_of([web, shop, alone])
    assert lanes == {
        "web": frozenset({"work", "boards"}),
        "shop": frozenset({"work", "boards"}),
        "alone": frozenset({"boards"}),
    }


def test_further_boards_count_as_their_project() -> None:
    lanes = lanes_of(
        [project("web", ("work", "b1"), ("boards", "c1")), project("web/ro", ("work", "b1"), ("far", "c2"))]
    )
    assert lanes == {"web": frozenset({"work", "boards", "far"})}


def test_projects_that_write_to_one_board_wait_for_each_other_whatever_they_read() -> None:
    lanes = lanes_of(
        [
            project("a", ("first", "b1"), ("boards", "c1")),
            project("b", ("second", "b2"), ("boards", "c1")),
            project("c", ("third", "b3"), ("boards", "c2")),
        ]
    )
    assert lanes["a"] == lanes["b"] == frozenset({"first", "second", "boards"})
    assert lanes["c"] == frozenset({"third", "boards"})


def test_who_waits_for_one_waits_for_all_that_it_waits_for() -> None:
    """a and b share a client's board, b and c a source, and d and e are joined before they meet c."""
    lanes = lanes_of(
        [
            project("a", ("first", "b1"), ("boards", "c1")),
            project("b", ("second", "b2"), ("boards", "c1")),
            project("d", ("fourth", "b4"), ("boards", "c4")),
            project("e", ("fifth", "b5"), ("boards", "c4")),
            project("c", ("second", "b2"), ("boards", "c4")),
        ]
    )
    assert len(set(lanes.values())) == 1


def test_one_board_that_is_written_in_two_ways_is_one_place() -> None:
    both = [project("a", ("first", "b1"), ("boards", "sh0rt")), project("b", ("second", "b2"), ("more", "5f0c"))]
    assert len(set(lanes_of(both).values())) == 2
    lanes = lanes_of(both, board_of=lambda publish, name: "trello 5f0c")
    assert lanes["a"] == lanes["b"] == frozenset({"first", "second", "boards", "more"})
    unknown = lanes_of(both, board_of=lambda publish, name: "")
    assert len(set(unknown.values())) == 2
