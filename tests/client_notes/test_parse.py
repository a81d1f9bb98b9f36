"""One comment as a client note: keywords in three languages, whatever dress the tracker puts on them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackerbridge.client_notes import parse
from trackerbridge.markup.dialects import plain


def parts(text: str) -> tuple[tuple[str, str], ...]:
    written = parse(text)
    assert written is not None
    return written.parts


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("/client why: the printer was late", ("why", "the printer was late")),
        ("/client why the printer was late", ("why", "the printer was late")),
        ("[client] next: we send the proof", ("next", "we send the proof")),
        ("**/client** **why:** the printer", ("why", "the printer")),
        ("`/client need: the logo`", ("need", "the logo")),
        (r"\/client effect: the page opens later", ("effect", "the page opens later")),
        ("/CLIENT WHY: it rained", ("why", "it rained")),
        ("/client\nwhy: it rained", ("why", "it rained")),
        ("/client: why: it rained", ("why", "it rained")),
        ("### /client\nwhy: it rained", ("why", "it rained")),
        ("/client why — it rained", ("why", "it rained")),
        ("/client — why: it rained", ("why", "it rained")),
        ("- /client why: it rained", ("why", "it rained")),
        ("> Why is it late?\n\n/client why: it rained", ("why", "it rained")),
        ("/client what happens next: a call", ("next", "a call")),
        ("/client see https://example.com/proof", ("see", "https://example.com/proof")),
        ("/client see: https://example.com/proof", ("see", "https://example.com/proof")),
        ("/client date 2026-12-12", ("date", "2026-12-12")),
        ("/client reply: yes, both sizes", ("reply", "yes, both sizes")),
        ("/client почему: типография задержала", ("why", "типография задержала")),
        ("/клиент дальше пришлём макет", ("next", "пришлём макет")),
        ("/client нужно: логотип до 1 декабря", ("need", "логотип до 1 декабря")),
        ("/client что это значит: откроемся позже", ("effect", "откроемся позже")),
        ("/client готово: всё проверено", ("done", "всё проверено")),
        ("/client смотреть https://example.com", ("see", "https://example.com")),
        ("/client срок 2026-12-12", ("date", "2026-12-12")),
        ("/client de ce: a plouat", ("why", "a plouat")),
        ("/client urmează: trimitem macheta", ("next", "trimitem macheta")),
        ("/client urmeaza trimitem macheta", ("next", "trimitem macheta")),
        ("/client necesar: sigla", ("need", "sigla")),
        ("/client în schimb: varianta simplă", ("instead", "varianta simplă")),
        ("/client in schimb: varianta simplă", ("instead", "varianta simplă")),
        ("/client răspuns: da", ("reply", "da")),
        ("/client termen 12.12.2026", ("date", "12.12.2026")),
        ("/client gata: totul merge", ("done", "totul merge")),
        ("/client ofertă data 2026-12-12 | lasă", ("offer", "data 2026-12-12 | lasă")),
    ],
)
def test_a_keyword_and_its_text(text, part):
    assert parts(text) == (part,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/client next: two steps\n\n- we print\n- we post", "two steps: we print; we post"),
        (
            "/client next: Two.\n1. We print.\n2. We post.\nThen it is yours.",
            "Two. We print. We post. Then it is yours.",
        ),
        ("/client next: we print\n\nThe post takes a day", "we print. The post takes a day"),
        ("/client next: we print it\non Tuesday", "we print it on Tuesday"),
        ("/client next: we print\n----\nThe team", "we print. The team"),
        ("/client next: on ~~Monday~~ Tuesday", "on Tuesday"),
        ("/client next: as here ![plan-v3-final.png](https://git.example.com/plan.png)", "as here"),
        ("/client next: as here (image: plan-v3-final.png) and (file: costs.xlsx)", "as here and"),
        (r"/client next: size 3\.5 and a\_b", "size 3.5 and a_b"),
        ("/client next: as on the page\n```java\nint x = 1;\n```\nand here", "as on the page int x = 1; and here"),
        ("/client next: :tada: we print :white_check_mark: at 10:30:15 (!)", "we print at 10:30:15"),
        ("/client next: as in ??The Plan??", "as in The Plan"),
        (
            "/client next: two rooms\n| Room | State |\n| --- | :-: |\n| Bath | open |",
            "two rooms: Room, State; Bath, open",
        ),
        ("/client\n| next: | we print |", "we print"),
    ],
)
def test_lines_run_on_as_people_read_them_and_what_is_no_word_is_left_out(text, said):
    assert parts(text) == (("next", said),)


@pytest.mark.parametrize(
    "text",
    [
        "Hi all\n/client next: we print",
        "**For the client**\n\n[client] next: we print",
        "| /client next: we print | x |",
        "@Ana Rusu /client next: we print",
    ],
)
def test_words_for_the_client_below_others_are_no_note_and_the_team_is_told_so(text):
    written = parse(text)
    assert written is not None
    assert written.parts == ()
    assert "below other words, so the client does not read it" in written.problems[0]


@pytest.mark.parametrize(
    "text", ["Tell the /client next: we print", "Hi\n> /client next: we print", "Hi\n/client side"]
)
def test_talk_about_the_client_is_no_note(text):
    assert parse(text) is None


def test_several_parts_stand_on_lines_of_their_own():
    text = "/client why: it rained\n- next: we dry the floor\n  and paint it\n\neffect: one day"
    assert parts(text) == (("why", "it rained"), ("next", "we dry the floor and paint it"), ("effect", "one day"))


def test_a_sentence_that_begins_with_a_keyword_stays_a_sentence():
    text = "/client why: it rained\nnext week it should be dry"
    assert parts(text) == (("why", "it rained next week it should be dry"),)


def test_parts_on_one_line_need_a_separator_and_a_colon():
    assert parts("/client why: it rained; next: we paint") == (("why", "it rained"), ("next", "we paint"))
    assert parts("/client why: red; green and blue") == (("why", "red; green and blue"),)


def test_an_offer_keeps_its_bars():
    assert parts("/client offer: date 2026-12-12 | fee: 400 EUR | talk") == (
        ("offer", "date 2026-12-12 | fee: 400 EUR | talk"),
    )


def test_an_empty_part_takes_the_earlier_one_back():
    assert parts("/client next:") == (("next", ""),)
    assert parts("/client next") == (("next", ""),)


@pytest.mark.parametrize(
    "text",
    ["", "The client called.", "> /client why: quoted", "see /client why: x", "/clients are many", "client why: x"],
)
def test_an_ordinary_comment_is_no_note(text):
    assert parse(text) is None


def test_what_is_quoted_inside_a_note_is_not_said_by_it():
    assert parts("/client why: it rained\n> next: never") == (("why", "it rained"),)


def test_facts_are_for_the_manager():
    written = parse("/remember Anna is away on Fridays")
    assert written is not None
    assert (written.parts, written.facts) == ((), ("Anna is away on Fridays",))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("/client because it rained", "begins with “because it rained”, which is no keyword"),
        ("/client", "says nothing"),
        ("/client\nhello", "has the line “hello” before any keyword"),
        ("/remember", "without anything to remember"),
    ],
)
def test_what_cannot_be_understood_is_told(text, problem):
    written = parse(text)
    assert written is not None
    assert written.parts == ()
    assert problem in written.problems[0]


def adf(*paragraphs: dict) -> dict:
    return {"type": "doc", "version": 1, "content": list(paragraphs)}


def test_a_note_in_jira_cloud_survives_marks_panels_and_smart_links():
    link = {"type": "inlineCard", "attrs": {"url": "https://example.com/proof"}}
    strong = {"type": "text", "text": "/client", "marks": [{"type": "strong"}]}
    panel = {"type": "panel", "attrs": {"panelType": "info"}, "content": [
        {"type": "paragraph", "content": [strong, {"type": "text", "text": " why: it rained"}]},
        {"type": "paragraph", "content": [{"type": "text", "text": "see: "}, link]},
    ]}  # fmt: skip
    assert parts(plain(adf(panel), "adf")) == (("why", "it rained"), ("see", "https://example.com/proof"))


def test_a_note_in_a_jira_quote_is_somebody_elses():
    quote = {"type": "blockquote", "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": "/client why: it rained"}]},
    ]}  # fmt: skip
    assert parse(plain(adf(quote), "adf")) is None


@pytest.mark.parametrize(
    ("wiki", "part"),
    [
        ("*/client* why: it rained", ("why", "it rained")),
        ("{panel}\n/client why: it rained\n{panel}", ("why", "it rained")),
        (r"\[client\] why: it rained", ("why", "it rained")),
        ("/client see: [the proof|https://example.com/p]", ("see", "[the proof](https://example.com/p)")),
    ],
)
def test_a_note_in_wiki_markup(wiki, part):
    assert parts(plain(wiki, "wiki")) == (part,)


@given(st.text(max_size=300))
def test_any_text_may_come_in(text):
    written = parse("/client " + text)
    assert written is None or written.parts or written.facts or written.problems
