"""Cards' Markdown goes into ADF and wiki markup and comes back as it was composed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackerbridge.client_view.normal_text import comparable_text
from trackerbridge.markup import adf, adf_writing, markdown, markdown_writing, wiki, wiki_writing

CARD = """We are working on this. Planned for 2 March.

**What we need from you**

- “Logo”, 5 March
- and 2 more

1. Do it, new date 12 March
2. Leave it for now

Where to see it: https://example.com/proof"""


def through_adf(text: str) -> str:
    return markdown_writing.text_of(adf.blocks(adf_writing.document(markdown.blocks(text))))


def through_wiki(text: str) -> str:
    return markdown_writing.text_of(wiki.blocks(wiki_writing.text_of(markdown.blocks(text))))


@pytest.mark.parametrize("way", [through_adf, through_wiki])
@pytest.mark.parametrize(
    "text",
    [CARD, "**Готово** 5 марта", "Termenul s-a mutat de pe 12 pe 19 noiembrie. Motivul: “x”.", "> said\n> twice", "---",
     "- [ ] Do it\n- [x] Leave it", "line\nbreak", "*leaning*", "`code`", "[proof](https://example.com/a)"],
)  # fmt: skip
def test_it_comes_back(way, text):
    assert comparable_text(way(text)) == comparable_text(text)


WORD = st.text(st.sampled_from("abcавгăîșț“”«»„19.,:!?()"), min_size=1, max_size=8).filter(
    lambda word: not word[0].isdigit() and word.strip(".,:!?()") != ""
)
SENTENCE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
PARAGRAPH = st.one_of(
    SENTENCE, SENTENCE.map(lambda said: f"**{said}**"),
    st.lists(SENTENCE, min_size=1, max_size=3).map(lambda said: "\n".join(f"- {one}" for one in said)),
)  # fmt: skip


@given(st.lists(PARAGRAPH, min_size=1, max_size=4).map("\n\n".join))
def test_whatever_a_card_says_comes_back(text):
    once = markdown_writing.text_of(markdown.blocks(text))
    for way in (through_adf, through_wiki):
        assert comparable_text(way(once)) == comparable_text(once)
