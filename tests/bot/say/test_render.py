"""Messages that Telegram takes: short enough, balanced, each item where its record says."""

import html
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from bot.say import markup
from bot.say.console import render_console
from bot.say.digest import compose
from bot.say.model import Line, Source
from bot.say.render import render
from tests.bot.say import record, scenes
from tests.bot.say.record import arrest, entry, fact, funding, money
from tests.bot.say.scenes import DAY, FINE, settings
from tests.telegram_api.detected import detected

TAG = re.compile(r'<(/?)(b|a|blockquote)( expandable| href="https?://[^"<>]*")?>')


def parsed(text: str) -> tuple[str, int]:
    """Read a message as strictly as Telegram; give what it shows and how many entities it has."""
    shown, open_tags, entities, at = "", [], 0, 0
    for match in TAG.finditer(text):
        shown, at = shown + text[at : match.start()], match.end()
        closes, name, rest = match.groups()
        if closes:
            assert open_tags.pop() == name
            assert not rest
        else:
            assert (name == "a") == bool(rest and "href" in rest)
            open_tags.append(name)
            entities += 1
    shown += text[at:]
    assert not open_tags
    assert "<" not in shown
    assert ">" not in shown
    assert not re.search(r"&(?!(?:lt|gt|amp|quot);)", shown)
    return html.unescape(shown), entities


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def in_units(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def check(digest) -> None:
    """Hold every promise about the parts of a digest."""
    parts = render(digest)
    assert [i.story for part in parts for i in part.items] == [item.story for item in digest.items]
    for part in parts:
        text, entities = parsed(part.text)
        assert units(text) <= 3796
        assert entities <= 90
        for item in part.items:
            stretch = in_units(part.text, item.start, item.end)
            assert stretch.startswith("•")
            parsed(stretch)


TEXT = st.text(max_size=600) | st.text(alphabet="<>&\"'@#/.:é👩‍🚒\u202e\ud800 ax\n", max_size=900)


@examples(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=5), st.sampled_from(["fr", "en"]))
def test_any_text_makes_messages_that_telegram_takes(texts, language):
    stories = []
    for n, (title, before, after) in enumerate(texts):
        of = entry(f"e{n}", title=title, summary=f"{before}5 000 $ {after}")
        stories.append(funding(of, facts=(money("5000", "5 000 $", of), *parties(of, title))))
        stories.append(arrest(replace(of, id=f"a{n}")))
    digest = compose(stories, DAY, settings(language, maximum=0), coverage=FINE)
    check(digest)
    render_console(digest, 72)
    for part in render(digest):
        text, _ = parsed(re.sub(r"<a .*?</a>", "", part.text))
        assert not detected(text)


def parties(of, title):
    return tuple(fact(kind, title, title, of) for kind in ("payer", "payee")) if len(title) % 2 else ()


@pytest.mark.parametrize("digest", scenes.DIGESTS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_scene_holds_the_promises(digest, language):
    check(digest(language))


def test_a_hundred_long_items_are_cut_between_items_under_a_numbered_header():
    stories = [scenes.long_one(n) for n in range(1, 101)]
    digest = compose(stories, DAY, settings("fr", maximum=0), coverage=FINE)
    check(digest)
    parts = render(digest)
    for n, part in enumerate(parts, 1):
        assert part.text.startswith(f"<b>Greffier · mardi 4 novembre 2025</b> ({n}/{len(parts)})\n\n<b>FINANCEMENT")


def test_short_items_with_many_links_are_cut_before_telegram_stops_counting_entities():
    kind = record.MINISTRY.kind, record.MINISTRY.level, "CA-QC"
    bodies = [record.body(f"b{n}", f"B{n}", *kind) for n in range(4)]
    stories = [funding(*(entry(f"e{n}{b.id}", publisher=b) for b in bodies)) for n in range(40)]
    digest = compose(stories, DAY, settings("fr", maximum=0), coverage=FINE)
    check(digest)
    assert len(render(digest)) > 1


def test_shorter_quotations_keep_a_digest_in_one_message():
    digest = compose([scenes.long_one(n) for n in range(1, 7)], DAY, settings("fr"), coverage=FINE)
    long = [replace(item, rest=None) for item in digest.items] * 2
    sections = (replace(digest.sections[0], items=tuple(long)),)
    [part] = render(replace(digest, sections=sections))
    assert part.text.count("<blockquote expandable>") == 12


def test_an_item_that_no_message_holds_loses_its_quotation_first():
    [item] = compose([scenes.long_one(1)], DAY, settings("fr"), coverage=FINE).items
    digest = scenes.ordinary("fr")
    huge = replace(item, rest="mot " * 850)
    check(big := replace(digest, sections=(replace(digest.sections[0], items=(huge,)),)))
    first = render(big)[0].text
    assert "mot mot" in first
    assert "blockquote" not in first


def test_an_address_that_is_no_web_address_is_no_link():
    of = entry(title="Un don", url="javascript:alert(1)")
    digest = compose([funding(of)], DAY, settings("fr"), coverage=FINE)
    assert "javascript" not in render(digest)[0].text


def test_a_label_without_its_address_makes_no_command_of_the_words_before_it():
    line = Line(text="à lire : /", link=Source(label="page", url="javascript:alert(1)"))
    [part] = render(replace(scenes.empty("fr"), closing=(line,)))
    assert not detected(parsed(part.text)[0])


CANARY = "Zorglubine"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("withheld", [(CANARY,), ()])
def test_a_name_in_an_arrest_appears_nowhere(language, withheld):
    of = entry(
        "c",
        title=f"{CANARY} arrêtée",
        summary=f"{CANARY}, de l'école {CANARY}, a été arrêtée. Opération {CANARY}.",
        publisher=record.POLICE,
        url=f"https://police.example/{CANARY}/{CANARY.lower()}-arretee",
        withheld=withheld,
    )
    operation = (fact("operation", CANARY, CANARY, of),) if withheld else ()
    story = arrest(of, facts=(*operation, fact("persons_arrested", 1, "a été", of)))
    digest = compose([story], DAY, settings(language), coverage=FINE)
    shown = render(digest)[0].text + render_console(digest, 80)
    assert CANARY.lower() not in shown.lower()
    assert story.id in {item.story for item in digest.items}


@pytest.mark.parametrize(("language", "mark"), [("fr", "EXEMPLE"), ("en", "SAMPLE")])
def test_a_sample_is_marked_everywhere(language, mark):
    digest = compose([scenes.share(), scenes.raids()], DAY, settings(language, is_sample=True), coverage=FINE)
    assert all(text.startswith(mark) for text in render_console(digest, 60).splitlines())
    [part] = render(digest)
    assert part.text.startswith(f"<b>{mark}")
    assert all(in_units(part.text, i.start, i.end).startswith(f"• {mark}") for i in part.items)


def test_a_terminal_gets_no_html_and_no_line_too_wide():
    text = render_console(scenes.ordinary("fr"), 60)
    assert "<" not in text
    assert all(len(each) <= 60 for each in text.splitlines() if "://" not in each)


@pytest.mark.parametrize(
    "url", ["https://b.example/a b", "https://b.example/\ud800", "https://b.example/\0", "https://"]
)
def test_an_address_that_no_browser_could_open_is_only_its_label(url):
    assert markup.link("B", url).html == "B"
