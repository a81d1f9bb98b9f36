"""Markdown and HTML as plain text, in the same signs."""

import pytest

from trackerbridge.markup.dialects import plain


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("## Scope\nAll **of** it", "## Scope\n\nAll of it"),
        (
            "See [the brief](https://acme.example/b) or <https://acme.example>",
            "See [the brief](https://acme.example/b) or https://acme.example",
        ),
        ("> you said\n> so\n\nYes", "> you said\n> so\n\nYes"),
        ("`make` and\n\n```sql\nselect 1\n```", "`make` and\n\n```sql\nselect 1\n```"),
        ("- [ ] one\n- [x] two\n  1. three", "- [ ] one\n- [x] two\n  1. three"),
        ("3. three\n4. four", "3. three\n4. four"),
        ("|a|b|\n|-|-|\n|1|2|", "| a | b |\n| 1 | 2 |"),
        ("![shot](https://acme.example/s.png)", "(image: shot)"),
        ("line\nline", "line\nline"),
        ("~~old~~ @anna", "~~old~~ @anna"),
    ],
)
def test_markdown(markdown, text):
    assert plain(markdown, "markdown") == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hello,<br/>you &amp; me</p><p>two</p>", "Hello,\nyou & me\n\ntwo"),
        ("<h2><a name='x'></a>Scope</h2>", "## Scope"),
        ('Ask <a class="user-hover" rel="ivan" href="/u">Ivan Petrov</a>', "Ask @Ivan Petrov"),
        (
            '<a href="https://acme.example/b">brief</a> <a href="javascript:x()">no</a>',
            "[brief](https://acme.example/b) no",
        ),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c", "- a\n  - b\n- c"),
        ("<ol start=2><li><p>a</p></li></ol>", "2. a"),
        ('<ul><li><input type="checkbox" checked> a</li><li><input type=checkbox> b</li></ul>', "- [x] a\n- [ ] b"),
        ('<pre class="code-java">int a;\n\n  b</pre>', "```java\nint a;\n\n  b\n```"),
        ("<p>run <tt>make</tt></p>", "run `make`"),
        ("<table><tr><th>A<td>1<tr><td>2</table>", "| A | 1 |\n| 2 |"),
        ("<blockquote><p>so</p></blockquote>", "> so"),
        ('<img src="/a/shot.png?x=1">', "(image: shot.png)"),
        ('<img class="emoticon" alt="(!)"> careful', "(!) careful"),
        ("<script>alert('x')</script><style>p{}</style><!-- hidden -->shown", "shown"),
        ("<marquee>kept</marquee> 1 < 2 <", "kept 1 < 2 <"),
        ("<details><summary>More</summary>inside</details>", "More\n\ninside"),
        ("</p></li></ul></blockquote>after", "after"),
        ("a<hr>b", "a\n\n---\n\nb"),
    ],
)
def test_html(html, text):
    assert plain(html, "html") == text


def test_a_known_name_replaces_the_one_on_the_page():
    assert plain('<a data-account-id="77">old</a>', "html", {"77": "Anna Rusu"}) == "@Anna Rusu"
