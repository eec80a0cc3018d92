"""The parser against Telegram's own rules: each row is a text, what a reader sees, and the entities."""

import pytest

from tests.telegram_api.entities import parse_html
from tests.telegram_api.entity import cut, units
from tests.telegram_api.refusal import Refusal

ACCEPTED = [
    ("", "", []),
    ("&lt;b&gt; &amp; &quot;", '<b> & "', []),
    ("&lt is enough; &#60;&#x3C;", "< is enough; <<", []),
    ("&nbsp;&eacute;&Or; stay as written", "&nbsp;&eacute;&Or; stay as written", []),
    ("&#1114111;&#0;&#12345678;", "&#1114111;&#0;&#12345678;", []),
    ("<b>é</b>", "é", [("bold", 0, 1)]),
    ("😀<b>😀</b>", "😀😀", [("bold", 2, 2)]),
    ("&#128512;<i>x</i>", "😀x", [("italic", 2, 1)]),
    ("➡️ <em>➡️</em>", "➡️ ➡️", [("italic", 3, 2)]),
    ("<B>a</b>", "a", [("bold", 0, 1)]),
    ("<strong>a</strong><ins>b</ins><u>c</u>", "abc", [("bold", 0, 1), ("underline", 1, 1), ("underline", 2, 1)]),
    ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", n, 1) for n in range(3)]),
    ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
    ('<blockquote expandable="">a</blockquote>', "a", [("blockquote", 0, 1)]),
    ("<pre>a</pre><code>b</code>", "ab", [("pre", 0, 1), ("code", 1, 1)]),
    ('<pre><code class="language-python">a</code></pre>', "a", [("pre", 0, 1)]),
    ('<code class="language-python">a</code>', "a", [("code", 0, 1)]),
    ('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2)]),
    ('<tg-time unix="1762250400" format="D">soon</tg-time>', "soon", [("date_time", 0, 4)]),
    ('<a href="http://127.0.0.1:8000/x">a</a>', "a", [("text_link", 0, 1)]),
    ("<a>greffier.example</a>", "greffier.example", [("text_link", 0, 16)]),
    ('<a href="tg://user?id=42">a</a>', "a", [("text_mention", 0, 1)]),
    ('<a href="javascript:alert(1)">a</a>', "a", []),
    ('<a href="javascript://a.example/%0aalert(1)">a</a>', "a", []),
    ('<a href="http://localhost/">a</a>', "a", []),
    ("<b></b>a", "a", []),
    ("<b>a</>", "a", [("bold", 0, 1)]),
    ("<i  odd = 1.5-x >a</i >", "a", [("italic", 0, 1)]),
    ("<i bare>a</i>", "a", [("italic", 0, 1)]),
]

REFUSED = [
    ("é <b", "Unclosed start tag at byte offset 3"),
    ("😀&lt;<zzz>", 'Unsupported start tag "zzz" at byte offset 8'),
    ("5 <6", "Unclosed start tag at byte offset 2"),
    ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
    ("a<br/>b", 'Unsupported start tag "br/" at byte offset 1'),
    ("<!-- a -->", 'Unsupported start tag "!--" at byte offset 0'),
    ("<i =x>", 'Empty attribute name in the tag "i" at byte offset 0'),
    ("<i x", 'Unclosed start tag "i" at byte offset 0'),
    ("<i x = ", 'Unclosed start tag "i" at byte offset 0'),
    ("<i x=1,2>", "Unexpected end of name token at byte offset 5"),
    ('<a href="x>a</a>', "Unclosed start tag at byte offset 0"),
    ('<span class="big">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("é</b>", "Unexpected end tag at byte offset 2"),
    ("<i>a</i", "Unclosed end tag at byte offset 4"),
    ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    (
        "&#xD83D;",
        "Text contains invalid Unicode characters after decoding HTML entities, "
        "check for unmatched surrogate code units",
    ),
]


@pytest.mark.parametrize(("html", "text", "entities"), ACCEPTED)
def test_the_text_and_its_entities_are_those_of_telegram(
    html: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    shown, found = parse_html(html)

    assert shown == text
    assert [(entity.type, entity.offset, entity.length) for entity in found] == entities


@pytest.mark.parametrize(("html", "reason"), REFUSED)
def test_what_telegram_cannot_parse_is_refused_in_its_words_with_its_byte_offset(html: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(html)

    assert refused.value.status == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_an_entity_covers_the_very_words_that_stood_in_the_tag() -> None:
    text, [entity] = parse_html("👩‍👧 Québec 🇨🇦 <b>5,6 M$ 😀</b> …")

    assert cut(text, entity.offset, entity.end) == "5,6 M$ 😀"
    assert units("👩‍👧 Québec 🇨🇦 ") == entity.offset


@pytest.mark.parametrize(
    ("address", "stored"),
    [
        ("HTTPS://Example.COM", "https://example.com/"),
        ("example.com?a=1&amp;b=2", "http://example.com/?a=1&b=2"),
        ("https://example.com/Fil/É", "https://example.com/Fil/É"),
    ],
)
def test_an_address_is_stored_as_telegram_writes_it(address: str, stored: str) -> None:
    _, [entity] = parse_html(f'<a href="{address}">a</a>')

    assert entity.url == stored


def test_the_language_of_a_block_of_code_is_kept() -> None:
    _, [entity] = parse_html('<pre><code class="language-python">a</code></pre>')

    assert entity.as_json() == {"type": "pre", "offset": 0, "length": 1, "language": "python"}
