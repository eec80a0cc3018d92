"""Texts that nobody would write, made from a seed: what feeds hold by accident or on purpose."""

from random import Random

WORDS = ("Québec", "accorde", "l'aide", "naïve", "Œuvre", "5 000 $", "1er", "«", "»", ":", ";", "…", "—", "’", "“", "a")
ASTRAL = ("𝕬𝖇", "😀", "🇨🇦", "👩‍👩‍👧‍👦", "👍🏽", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️‍🔥", "𐐷", "𠜎", "🤷🏿‍♀️")
MARKS = ("e\u0301", "a\u030a", "Z\u0351\u036b\u0343\u0489", "\u0301", "\u20e3", "n\u0303\u0303\u0303", "각")
ASIDE = ("שלום", "مرحبا", "\u202eevil", "\u2066x\u2069", "\u200f", "\u202a", "\u061c", "\ufeff")
CONTROLS = ("\0", "\x01", "\x1b[31m", "\r\n", "\n", "\t", "\x7f", "\x85", "\u2028", "\u2029", "\u200b", "\u00ad")
BROKEN = ("\ud800", "\udfff", "\udc00\ud800", "\ufffe", "\uffff", "\U0010ffff", "\ue000", "\ufffd")
SPACES = ("\u00a0", "\u202f", "\u3000", "  ", "\u2060", "\u200d", "\u200c", "\ufe0f")
MARKUP = (
    "<", ">", "&", '"', "'", "<b>", "</b>", "</>", "<a href='https://evil.example'>", "</a>", "<blockquote expandable>",
    "</blockquote>", "<tg-spoiler>", "<!--", "]]>", "<b", "&amp;", "&lt;b&gt;", "&#0;", "&#x110000;", "&#xD800;",
    "&nbsp;", "&amp;lt;", "&#", "&quot", "*gras*", "_x_", "`code`", "[x](https://evil.example)", "\\",
)  # fmt: skip
LIVE = (
    "@durov", "@a_long_name_of_a_channel", "#mot", "#2025", "/start", "/start@bot", "$CAD", "$AB", "http://evil.example/a",
    "https://evil.example", "HTTPS://EVIL.EXAMPLE/?q=1#f", "evil.example", "www.evil.ca/x", "ftp://evil.fr", "t.me/x",
    "tg://resolve?domain=x", "x@evil.example", "mailto:x@evil.ca", "4111 1111 1111 1111", "+1 514 555-0123", "ex.ca.",
)  # fmt: skip
KINDS = (WORDS, WORDS, ASTRAL, MARKS, ASIDE, CONTROLS, BROKEN, SPACES, MARKUP, MARKUP, LIVE, LIVE)
BETWEEN = ("", " ", " ", "\u00a0", ".", "/", ":")


def text(rng: Random, most: int = 24) -> str:
    """Make a text of some pieces; one in fifty has a word that does not end."""
    pieces = [rng.choice(rng.choice(KINDS)) + rng.choice(BETWEEN) for _ in range(rng.randrange(most + 1))]
    if rng.random() < 0.02:
        pieces.insert(
            rng.randrange(len(pieces) + 1), rng.choice(("a", "é", "𝕬", "&", "<", "e\u0301")) * rng.randrange(6000)
        )
    return "".join(pieces)


def address(rng: Random) -> str:
    """Make an address, one in five of which is none."""
    if rng.random() < 0.2:
        return rng.choice(("javascript:alert(1)", "", "x", "tg://user?id=1", "//evil.example", "data:text/html,<b>"))
    words = text(rng, 6)
    return f"https://b{rng.randrange(9)}.example/" + (words if rng.random() < 0.2 else "".join(words.split()))
