"""What a reader would see of a publisher's markup, as plain text."""

import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.parsing.text import UNWANTED, WITHOUT_MARKS, line, plain, strip_accents

PAIRS = [
    ("<b>5&nbsp;M$</b> de plus", "5\u00a0M$ de plus"),
    ("&lt;b&gt;5&amp;nbsp;M$", "5\u00a0M$"),
    ("&amp;lt;p&amp;gt;trois fois&amp;lt;/p&amp;gt;", "trois fois"),
    ("5 < 6 & 7", "5 < 6 & 7"),
    ("moins de <3 et <nom@exemple.test>", "moins de <3 et <nom@exemple.test>"),
    ("si x <y and z> w", "si x <y and z> w"),
    ("R&amp;D : x <y and z> w", "R&D : x <y and z> w"),
    ("arr<b>êt</b>é", "arrêté"),
    ('<a href="?a>b">lien</a>', "lien"),
    ("1<sup>er</sup> mai", "1er mai"),
    ("<p>un</p><p>deux<br>trois</p>", "un\ndeux\ntrois"),
    ("avant<ul><li>un<li>deux</ul>après", "avant\nun\ndeux\naprès"),
    ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 2\n3"),
    ("<p>de la\n   même\tphrase</p>", "de la même phrase"),
    ("un alinéa\n\nun autre\nqui continue", "un alinéa\nun autre qui continue"),
    ("un alinéa\n\nR&amp;D", "un alinéa\nR&D"),
    ("<script>x()</script><style>p{}</style>reste", "reste"),
    ('<figure><img src=x alt="Une personne"><figcaption>Crédit</figcaption></figure>texte', "texte"),
    ("<!-- caché -->visible", "visible"),
    ("&lt;![CDATA[<p>bonjour</p>]]&gt;", "bonjour"),
    ("1\u202f234,56\u00a0$", "1\u202f234,56\u00a0$"),
    ("e\u0301te\u0301", "été"),
    ("a\x00b\ud800c\u202ed\u200be\xadf", "abcdef"),
    ("<div><o:p>bureau</o:p></div>", "bureau"),
    ("", ""),
]


@pytest.mark.parametrize(("html", "text"), PAIRS)
def test_markup_becomes_the_text_a_reader_sees(html, text):
    assert plain(html) == text


def test_a_title_stays_on_one_line():
    assert line("<h1>Un<br>titre</h1>\n\nen deux") == "Un titre en deux"


@given(
    st.text()
    | st.lists(st.sampled_from(["<p>", "</p>", "<b", ">", "&amp;", "&lt;", "x", "<![CDATA[", "\x00"])).map("".join)
)
def test_any_text_gives_a_text_that_a_store_takes(html):
    text = plain(html)
    assert not UNWANTED.search(text)
    assert text == unicodedata.normalize("NFC", text.encode("utf-8").decode("utf-8"))


@pytest.mark.parametrize(
    "piece", ["<div>x", "<a href=q>x", "<script", "<!--", "<", "&amp;lt;", "</script ", '<font color="', "\n "]
)
def test_hostile_markup_takes_linear_time(piece):
    started = time.perf_counter()
    plain(piece * (400_000 // len(piece)))
    assert time.perf_counter() - started < 40


def test_formatting_that_is_never_closed_is_not_reopened_in_every_paragraph():
    started = time.perf_counter()
    plain("".join(f"<font color={n}>x<p>" for n in range(1_900)))
    assert time.perf_counter() - started < 20


def test_nothing_unwanted_is_printable():
    unwanted = filter(UNWANTED.match, map(chr, range(sys.maxunicode + 1)))
    assert [hex(ord(char)) for char in unwanted if char.isprintable()] == []


def test_accents_are_stripped_in_every_script_and_little_is_kept_of_it():
    everything = "".join(chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    left = strip_accents(everything)
    assert strip_accents("Québec, cœur") == "Quebec, coeur"
    assert not any(unicodedata.combining(char) for char in left)
    assert len(WITHOUT_MARKS) <= 0x2100
