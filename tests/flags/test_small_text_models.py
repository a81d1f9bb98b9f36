"""The shipped text models: readable, small, quick, and of the opinion that a question mark is not confusion."""

import time
from importlib.resources import files

import pytest

from trackerbridge.flags.text import lexicon
from trackerbridge.flags.text_features import features, masked, tokens
from trackerbridge.flags.text_model import from_json, model, reading

NAMES = ("confused", "vague", "unclear")


@pytest.mark.parametrize("name", NAMES)
def test_a_model_says_what_it_saw_and_is_small(name):
    path = files("trackerbridge.flags").joinpath("models", f"{name}.json")

    assert len(path.read_bytes()) < 300_000
    assert sum(model(name).card["saw"].values()) > 300
    assert 0 < model(name).threshold < 1
    assert all(
        key.partition(":")[0] in {"word", "cue", "shape", "asks", "names", "short", "hits"}
        for key in model(name).weights
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_cue_that_a_model_weighs_is_still_in_the_lexicon(name):
    """A cue that was renamed would silently weigh nothing: train the models anew after changing ``cues.toml``."""
    known = {cue for kind in model(name).kinds for cue in lexicon("cues")[kind]}
    weighed = {key.removeprefix("cue:").partition("+")[0] for key in model(name).weights if key.startswith("cue:")}

    assert weighed <= known


@pytest.mark.parametrize(
    "text",
    [
        "I don't understand why this is needed. What does it do?",
        "It's not clear to me what this means, I am confused.",
        "Why is this here? I'm not sure I follow.",
    ],
)
def test_words_of_somebody_who_does_not_understand(text):
    assert reading("confused", text).flagged


@pytest.mark.parametrize(
    "text", ["Done.", "Thanks, looks good!", "Could you please rename it?", "Fixed in the next version."]
)
def test_words_of_somebody_who_does(text):
    assert not reading("confused", text).flagged


def test_a_reading_says_which_turns_of_phrase_spoke_for_it():
    assert "cue:not_sure" in reading("confused", "I'm not sure about this at all.").because


def test_vague_wording():
    assert reading("vague", "The page should load quickly and be easy to use.").flagged
    assert not reading("vague", "The page shall answer within 200 ms.").flagged


def test_code_links_mentions_and_quotes_are_marks_and_not_words():
    text = "> why?\n@ann see `x = why` and https://example.com/why\n```\nwhy\n```"

    assert tokens(masked(text)) == ["mention", "see", "codespan", "and", "weblink", "codeblock"]
    assert "cue:asking_why" not in features(text, ("confusion",))


def test_a_text_without_words_is_judged_too():
    assert 0 < reading("confused", "").chance < 1
    assert not reading("confused", "👍").flagged


def test_a_sum_too_large_for_a_float_is_still_a_chance():
    table = {
        "bias": 1e6,
        "weights": {},
        "threshold": 0.5,
        "kinds": [],
        "longest_phrase": 1,
        "circumstances": [],
        "card": {},
    }

    assert from_json("x", table).read("anything").chance == pytest.approx(1.0)


@pytest.mark.parametrize(
    "unit", ["what is ", "why ", "a", "?", "`", "[", "not sure ", "```", "is it ", "what does the the ", "@", "_", "\n"]
)
@pytest.mark.parametrize("name", NAMES)
def test_long_texts_take_no_longer_than_short_ones_in_proportion(name, unit):
    text = unit * (50_000 // len(unit))
    began = time.process_time()

    reading(name, text)

    assert time.process_time() - began < 5.0  # of CPU; what is quadratic takes minutes
