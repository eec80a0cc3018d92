"""What becomes of a text between the request and the chat."""

import pytest

from tests.telegram_api.refusal import Refusal
from tests.telegram_api.tidy import Formatted, formatted


def tidied(html: str, parse_mode: str = "HTML") -> Formatted:
    return formatted(html, parse_mode, [], limit=4096, what="message")


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("  a\r\tb \n", "a b", []),
        ("a\u2028b\u202ec", "abc", []),
        (" <b> a </b> ", "a", [("bold", 0, 1)]),
        ("a<b> </b>", "a", []),
        ("\u202e<b>a</b>", "a", [("bold", 0, 1)]),
        ("<b>x <a href='http://a.example/'>y</a></b>", "x y", [("bold", 0, 2), ("text_link", 2, 1), ("bold", 2, 1)]),
        ("<b>a<code>b</code></b>", "ab", [("bold", 0, 1), ("code", 1, 1)]),
        ("<a href='http://a.example/'><code>a</code></a>", "a", [("code", 0, 1)]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "ab", [("blockquote", 0, 2)]),
        ("<b>a</b><b>b</b>", "ab", [("bold", 0, 2)]),
        ("<blockquote expandable>«😀 a»</blockquote>", "«😀 a»", [("expandable_blockquote", 0, 6)]),
    ],
)
def test_a_message_stands_in_the_chat_as_telegram_shows_it(
    html: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    said = tidied(html)

    assert said.text == text
    assert [(entity.type, entity.offset, entity.length) for entity in said.entities] == entities


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("écrire à @canari_essai !", [("mention", 9, 13)]),
        ("😀 /stop", [("bot_command", 3, 5)]),
        ("et/ou 24/7", []),
        ("voir https://a.example/b?c=1.", [("url", 5, 23)]),
        ("sq.ca et b@c.ca", [("email", 9, 6), ("url", 0, 5)]),
        ("#Québec #12", [("hashtag", 0, 7)]),
    ],
)
def test_what_telegram_makes_live_on_its_own_is_found(text: str, found: list[tuple[str, int, int]]) -> None:
    said = tidied(text, "")

    assert sorted((entity.type, entity.offset, entity.length) for entity in said.entities) == found


def test_nothing_is_made_live_inside_code() -> None:
    assert [entity.type for entity in tidied("<code>@canari_essai</code>").entities] == ["code"]


@pytest.mark.parametrize(
    ("html", "description"),
    [
        ("", "message text is empty"),
        (" \n ", "text must be non-empty"),
        ("<b></b>", "text must be non-empty"),
        ("x" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
    ],
)
def test_a_text_of_the_wrong_length_is_refused(html: str, description: str) -> None:
    with pytest.raises(Refusal, match=description):
        tidied(html)


def test_the_length_counts_utf_16_units_after_parsing() -> None:
    assert tidied("<b>" + "😀" * 2048 + "</b> ").text == "😀" * 2048


def test_a_hundred_entities_are_honoured_links_before_styles() -> None:
    said = tidied("<b>a</b> " * 100 + "<a href='http://a.example/'>b</a>")

    kinds = [entity.type for entity in said.entities]
    assert len(kinds) == 100
    assert kinds.count("text_link") == 1


def test_markdown_is_not_offered() -> None:
    with pytest.raises(Refusal, match="unsupported parse_mode"):
        tidied("*a*", "MarkdownV2")


def test_an_entity_beyond_the_text_is_refused() -> None:
    with pytest.raises(Refusal, match="ends after the end of the text at UTF-16 offset 9"):
        formatted("abc", "", [{"type": "bold", "offset": 0, "length": 9}], limit=4096, what="message")
