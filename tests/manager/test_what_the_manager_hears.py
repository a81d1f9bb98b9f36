"""The digest and the urgent notice over a small engagement: each fact once, before the client, in time for a word."""

from __future__ import annotations

import pytest
from tests.manager.engagement import engaged

from trackerbridge.ledger.records import Entry, EntryKind


def only(messages):
    [message] = messages
    return message


def test_where_nothing_is_new_nobody_is_told_anything(here):
    again = here.sync("2026-11-03T10:30")
    assert here.messages() == []
    assert (again.news.text, again.news.urgent) == ("", "")


def test_a_first_publication_is_one_line_and_its_flags(tmp_path):
    with engaged(tmp_path) as made:
        made.card("Shop window", "2026-11-12")
        made.sync("2026-11-03T10:00", force=True)
        digest = only(made.messages())
    assert digest.title == "Website: what matters"
    assert "The board, for the first time. Cards: 3." in digest.text


def test_a_date_that_moved_is_told_to_the_manager_at_once_and_to_the_client_later(here):
    here.change("Shop window", "2026-11-09T09:00", due="2026-11-19")
    before = here.writes()
    here.sync("2026-11-09T10:30")
    assert here.writes() == before
    told = only(here.messages()).text
    assert told.startswith(
        "The client will read soon\n"
        "- “Shop window”: the date moves from 12 November to 19 November; the client reads it on 9 November at 17:00."
    )


def test_what_the_client_is_about_to_read_is_sent_before_it_is_written(here):
    here.change("Shop window", "2026-11-09T09:00", due="2026-11-19")
    before = here.writes()
    here.sync("2026-11-09T17:00")
    assert here.writes() > before
    told = here.recorder.told[-1]
    assert told.writes == before
    assert "The client reads from now on\n- “Shop window”: the date moves from 12 November to 19 November." in (
        told.message.text
    )


def test_a_fact_is_told_once_and_again_when_it_returns(here):
    here.change("Price list", "2026-11-09T10:00", to="Waiting for client")
    here.sync("2026-11-09T10:30")
    here.recorder.told.clear()
    for hour in (11, 13, 15):
        here.sync(f"2026-11-09T{hour}:00")
    assert here.messages() == []


def test_at_half_of_grace_a_problem_without_words_is_urgent_once(here):
    here.sync("2026-11-13T09:00")  # the date passed yesterday evening: the card says that we are checking
    assert here.messages(urgent=True) == []
    here.sync("2026-11-13T12:59")
    assert here.messages(urgent=True) == []
    here.sync("2026-11-13T13:00")
    notice = only(here.messages(urgent=True))
    assert notice.title == "Website: a word is missing"
    assert notice.text.startswith(
        "“Shop window” was due on 12 November and is not ready, and nobody has written what is next.\n"
        "If nobody writes, the client reads on 16 November at 09:00:\n“This was due on 12"
    )  # grace ends at 17:00 on a Friday, too late for bad news
    assert "write a comment on the task: /client next: …" in notice.text
    assert notice.text.rstrip().endswith(here.cards["Shop window"].shown.url)
    here.sync("2026-11-13T15:00")
    here.sync("2026-11-16T09:00")
    here.sync("2026-11-17T12:00")
    assert len(here.messages(urgent=True)) == 1


def test_what_the_notice_foretells_is_what_the_client_reads(here):
    here.sync("2026-11-13T13:00")
    foretold = only(here.messages(urgent=True)).text.split("“This")[1].split("”")[0]
    assert here.sync("2026-11-13T17:30").planned.waits
    here.sync("2026-11-16T09:00")
    shown = " ".join(here.shown("Shop window").description.replace("\xa0", " ").split())
    assert foretold.replace("\xa0", " ").split(".")[0] in shown


def test_a_word_in_time_makes_it_no_longer_urgent(here):
    here.sync("2026-11-13T09:00")
    here.comment("Shop window", "2026-11-13T10:00", "/client next: The glass arrives on Tuesday.")
    here.sync("2026-11-13T14:00")
    assert here.messages(urgent=True) == []


def test_a_word_that_is_older_than_the_problem_does_not_count(here):
    here.comment("Shop window", "2026-11-05T10:00", "/client next: We draw it this week.")
    here.sync("2026-11-13T14:00")
    assert len(here.messages(urgent=True)) == 1


def test_another_move_is_another_episode(here):
    for number, (day, due) in enumerate((("2026-11-09", "2026-11-19"), ("2026-11-11", "2026-11-25")), 1):
        here.change("Shop window", f"{day}T09:00", due=due)
        here.sync(f"{day}T13:00")
        here.sync(f"{day}T14:00")
        here.sync(f"{day}T17:00")
        assert len(here.messages(urgent=True)) == number
    assert "moves from 19 November to 25 November, and nobody has written why" in here.messages(urgent=True)[-1].text


def test_what_waits_is_told_once_with_its_hour(here):
    here.change("Till", "2026-11-09T10:00", title="Till and scales")
    here.sync("2026-11-09T20:00")
    assert "1 change: the client is not at work; from 10 November, 09:00." in only(here.messages()).text
    here.sync("2026-11-09T22:00")
    assert len(here.messages()) == 1


def test_a_channel_that_fails_is_said_and_is_no_failure(here):
    here.recorder.fails = True
    here.change("Shop window", "2026-11-09T09:00", due="2026-11-19")
    synced = here.sync("2026-11-09T17:00")
    assert (synced.status, int(synced.exit_code)) == ("ok", 0)
    assert synced.untold == ("notify.to[1] (env:HOOK): the message could not be delivered.",)


def test_what_a_person_edited_is_told_once(here):
    board_card = next(card for card in here.client.cards.values() if card.shown.title == "Till")
    here.tracker.change_card(here.client, board_card, title="The till")
    here.sync("2026-11-09T10:00")
    assert "A person changed the title of the card for “Till”" in only(here.messages()).text
    here.sync("2026-11-09T11:00")
    assert len(here.messages()) == 1


def test_an_unsafe_plan_is_told_with_its_reason_and_nothing_is_said_to_go_out(tmp_path):
    with engaged(tmp_path, limits={"create": {"max": 1, "percent": 100}}) as made:
        made.card("Shop window", "2026-11-12")
        made.sync("2026-11-03T10:00", force=True)
        made.recorder.told.clear()
        made.card("One", "2026-11-20")
        made.card("Two", "2026-11-20")
        assert made.sync("2026-11-04T10:00").status == "refused"
        digest = only(made.messages()).text
    assert "Nothing was written\n- This plan would create 2 cards; the limit is 1." in digest
    assert "The client reads from now on" not in digest


def test_in_shadow_mode_the_client_reads_nothing(tmp_path):
    publish = {"connection": "here", "board": "client", "select": "all", "mode": "shadow"}
    with engaged(tmp_path, publish=publish) as made:
        made.card("Shop window", "2026-11-01")
        made.sync("2026-11-03T10:00", force=True)
        assert all("The client reads from now on" not in message.text for message in made.messages())
        flags = made.messages()[0].text
    assert "The client expects" not in flags  # nobody has told them a date
    assert "“Shop window” was due on 1 November and is not done" in flags


def test_in_shadow_mode_nothing_is_announced_that_no_card_will_say(tmp_path):
    with engaged(tmp_path) as made:
        made.card("Shop window", "2026-11-12")
        made.sync("2026-11-03T10:00", force=True)
        made.change("Shop window", "2026-11-09T09:00", due="2026-11-19")
        website = made.wiring.config.projects["website"]
        assert website.publish is not None
        website.publish.__dict__["mode"] = "shadow"  # a pydantic value is frozen: somebody edited the file
        made.sync("2026-11-09T14:00")
        notice = only(made.messages(urgent=True)).text
    assert "moves from 12 November to 19 November" in notice
    assert "client will read" not in notice
    assert "client reads" not in notice


@pytest.mark.parametrize(
    ("language", "said"),
    [("ru", "Клиент теперь читает\n- «Shop window»: срок переносится, было 12 ноября, стало 19 ноября."),
     ("ro", "De acum clientul citește\n- „Shop window”: termenul se mută; era 12 noiembrie, devine 19 noiembrie.")],
)  # fmt: skip
def test_the_manager_is_told_in_the_language_of_reports(tmp_path, language, said):
    with engaged(tmp_path, top={"language": language}) as made:
        made.card("Shop window", "2026-11-12")
        made.sync("2026-11-03T10:00", force=True)
        made.change("Shop window", "2026-11-09T09:00", due="2026-11-19")
        made.sync("2026-11-09T17:00")
        assert said in made.messages()[-1].text


def test_at_most_a_screen(tmp_path):
    with engaged(tmp_path, limits={"change": {"max": 100, "percent": 100}}) as made:
        for number in range(30):
            made.card(f"Page number {number}", "2026-11-12")
        made.sync("2026-11-03T10:00", force=True)
        for number in range(30):
            made.change(f"Page number {number}", "2026-11-09T10:00", due="2026-11-19")
        made.sync("2026-11-09T12:30")
        digest = made.messages()[-1].text
    assert "and 25 more" in digest, digest
    assert len(digest.splitlines()) <= 24


def test_good_news_is_one_line_whatever_there_is(here):
    for name in ("Price list", "Till"):
        label = here.tracker.add_label(here.team, "bonus")
        here.change(name, "2026-11-09T09:00", label_ids=(label.id,))
    here.sync("2026-11-09T10:00")
    digest = only(here.messages()).text
    good = digest.split("Good news\n")[1].split("\n\n")[0]
    assert good.rstrip() in ("- “Price list” is a gift from us.", "- “Till” is a gift from us.")


def test_what_the_guard_kept_back_is_told_with_its_reason(here):
    here.change("Till", "2026-11-09T09:00", title="Ask dorel@agency.example about the till")
    here.sync("2026-11-09T10:00")
    assert "Held back from the client\n- “Ask dorel@agency.example about the till” (title): it holds an e-mail" in (
        only(here.messages()).text
    )


def test_what_the_client_feels_comes_before_what_they_do_not_see(tmp_path):
    publish = {"connection": "here", "board": "client", "select": "label:client"}
    with engaged(tmp_path, publish=publish) as made:
        for name in ("Inner work", "Shop window"):
            made.card(name, "2026-10-05")
        label = made.tracker.add_label(made.team, "client")
        made.change("Shop window", "2026-11-02T10:00", label_ids=(label.id,))
        made.sync("2026-11-05T10:00", force=True)
        flags = made.messages()[-1].text.split("To look at\n")[1]
    assert flags.index("Shop window") < flags.index("Inner work")


def test_what_the_client_wrote_is_told_once(here):
    body = {"title": "Window", "text": "When will the window be ready?"}
    said = Entry(kind=EntryKind.MESSAGE, ref="comment:1", body=body)
    here.wiring.ledger.remember("website", [said], at=here.tracker.now)
    here.sync("2026-11-09T10:00")
    assert "From the client\n- “Window”: “When will the window be ready?”" in only(here.messages()).text
    here.sync("2026-11-09T11:00")
    assert len(here.messages()) == 1


@pytest.mark.parametrize(
    ("moment", "to", "said"),
    [
        ("2026-11-10T10:00", "Done", "“Shop window” is ready."),
        ("2026-11-10T15:00", "Doing", "“Shop window” is open again."),
        (
            "2026-11-10T15:00",
            "To do",
            "“Shop window” was ready and is planned again. If it comes back regularly, a card",
        ),
        ("2026-11-10T16:00", "Cancelled", "“Shop window”: “taken out by agreement”."),
    ],
)
def test_work_that_ends_or_begins_again_is_named_before_the_client_reads_it(here, moment, to, said):
    if to in ("Doing", "To do"):
        here.change("Shop window", "2026-11-10T09:00", to="Done")
        here.sync("2026-11-10T09:30")
    here.change("Shop window", moment, to=to)
    here.sync(moment)
    assert f"The client reads from now on\n- {said}" in here.messages()[-1].text
    written, told = here.writes(), here.recorder.told[-1]
    assert told.writes < written


def test_early_against_a_later_date_than_the_first_is_no_good_news(here):
    here.change("Shop window", "2026-11-09T09:00", due="2026-12-10")
    here.sync("2026-11-10T14:00")
    here.change("Shop window", "2026-12-01T10:00", to="Done")
    here.sync("2026-12-01T14:00")
    assert "“Shop window” is ready." in here.messages()[-1].text
    assert "ready early" not in here.messages()[-1].text


def test_a_card_that_leaves_the_board_is_named(here):
    here.change("Shop window", "2026-11-10T09:00", archived=True)
    here.sync("2026-11-10T10:00")
    assert "The client reads from now on\n- “Shop window”: its card is put away." in here.messages()[-1].text


def test_a_date_that_waits_for_a_person_is_not_foretold_to_the_client(here):
    here.change("Shop window", "2026-11-09T09:00", due="2027-03-01")
    here.sync("2026-11-09T14:00")
    digest, notice = here.messages()[-1].text, only(here.messages(urgent=True)).text
    moved = "“Shop window”: the date moves from 12 November to 1 March 2027;"
    assert f"{moved} the client still reads the former one." in " ".join(digest.split())
    assert "The new date waits for you. If it is right: trackerbridge promises set " in notice
    assert "/client why" not in notice  # a reason alone would not tell it


def test_a_move_that_was_told_wants_a_reason_also_where_another_date_waits_for_a_person(here):
    here.change("Shop window", "2026-11-09T09:00", due="2026-11-19")
    here.sync("2026-11-10T10:00")  # told without words
    here.change("Shop window", "2026-11-10T10:30", due="2026-11-17")  # earlier: waits for a person
    here.sync("2026-11-10T13:30")
    [notice] = here.messages(urgent=True)
    assert "“Shop window” moves from 12 November to 19 November" in notice.text
    assert "/client why: …" in notice.text
    assert "promises set" not in notice.text


def test_a_lost_ledger_tells_everything_once_more_and_then_is_silent(here, tmp_path):
    here.wiring.ledger.close()
    for path in tmp_path.glob("ledger.db*"):
        path.unlink()
    here.wiring._ledger = None
    here.sync("2026-11-09T10:00")
    before = len(here.messages())
    here.sync("2026-11-09T11:00")
    assert len(here.messages()) == before


def test_a_promise_without_a_task_that_passed_is_urgent_once_at_half_of_grace(here):
    here.promise("Send the minutes", "2026-11-11", at="2026-11-09T10:00")
    here.sync("2026-11-12T12:59")
    assert here.messages(urgent=True) == []
    here.sync("2026-11-12T13:00")
    notice = only(here.messages(urgent=True))
    assert notice.text.replace("\xa0", " ") == (
        "“Send the minutes” was due on 11 November and is not ready, and nobody has written what is next.\n"
        "If nobody writes, the client reads on 12 November at 17:00:\n"
        "“This was due on 11 November and is not ready yet. We are sorry. "
        "You will have a new date here by 13 November.”\n"
        "No task carries it. Once it is done: trackerbridge promises done promise:send-the-minutes --project website. "
        'For a new date: trackerbridge promises set promise:send-the-minutes DAY --project website --reason "…"\n'
    )
    here.sync("2026-11-12T15:00")
    here.sync("2026-11-12T17:00")
    assert len(here.messages(urgent=True)) == 1


@pytest.mark.parametrize("said", ["done", "set"])
def test_a_persons_word_on_it_in_time_makes_it_no_longer_urgent(here, said):
    here.promise("Send the minutes", "2026-11-11", at="2026-11-09T10:00")
    here.sync("2026-11-12T10:00")
    here.word_on_promise("promise:send-the-minutes", at="2026-11-12T11:00", to="2026-11-16" if said == "set" else None)
    here.sync("2026-11-12T14:00")
    here.sync("2026-11-13T14:00")
    assert all("minutes" not in each.text for each in here.messages(urgent=True))


def test_where_the_board_does_not_show_it_the_notice_quotes_nothing(tmp_path):
    publish = {"connection": "here", "board": "client", "select": "all", "promises": "none"}
    with engaged(tmp_path, publish=publish) as made:
        made.sync("2026-11-03T10:00", force=True)
        made.promise("Send the minutes", "2026-11-11", at="2026-11-09T10:00")
        made.sync("2026-11-12T13:00")
        lines = only(made.messages(urgent=True)).text.splitlines()
    assert [line.split(".")[0] for line in lines] == [
        "“Send the minutes” was due on 11 November and is not ready, and nobody has written what is next",
        "No task carries it",
    ]


def test_its_move_by_a_persons_word_is_told_by_name_and_does_not_wait_on_a_friday(here):
    here.promise("Send the minutes", "2026-11-18", at="2026-11-09T10:00")
    here.sync("2026-11-09T10:30")
    here.word_on_promise("promise:send-the-minutes", at="2026-11-13T16:10", to="2026-11-20")
    here.sync("2026-11-13T16:30")
    assert "- “Send the minutes”: the date moves from 18 November to 20 November." in here.messages()[-1].text
    assert here.shown("Send the minutes").due.day == 20
