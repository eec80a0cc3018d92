"""The demo does the whole job: real HTTP on loopback, a real store, the screen that a newcomer reads."""

import pytest
from typer.testing import CliRunner

from bot.commands import app
from feeds import samples
from tests.documents import rss


@pytest.fixture
def greffier(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, lang: str = "fr_CA.UTF-8") -> str:
        monkeypatch.setenv("LC_ALL", lang)
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, done.exception or done.output
        return done.stdout.replace("\u00a0", " ")

    return run


@pytest.mark.parametrize(
    ("lang", "mark", "says"),
    [("fr_CA.UTF-8", "EXEMPLE", "Annoncé n'est pas dépensé"), ("en_CA.UTF-8", "SAMPLE", "Announced is not spent")],
)
def test_the_demo_shows_a_digest_of_the_samples_every_line_marked(greffier, lang, mark, says) -> None:
    screen = greffier("run", "--demo", "--once", lang=lang)
    digest = screen[screen.index(f"{mark} |") : screen.rindex(f"{mark} |")].splitlines()
    assert len(digest) > 50
    assert all(line.startswith(mark) for line in digest if line)
    assert "@BotFather" in screen
    assert says in screen
    assert ("les exemples n'y sont pas." if mark == "EXEMPLE" else "the samples are not in it.") in screen
    assert "Longueuil" in screen
    for person in samples.people():
        assert person.casefold() not in screen.casefold()
        assert person.split()[0].casefold() not in screen.casefold()


def test_without_an_answer_the_samples_are_shown_in_a_throw_away_store(greffier, tmp_path, monkeypatch) -> None:
    catalog = tmp_path / "catalog.toml"
    catalog.write_text(
        '[[publisher]]\nid = "p"\nname = { fr = "P", en = "P" }\nkind = "police"\nlevel = "provincial"\n'
        'region = "CA-QC"\nhomepage = "https://p.example"\n\n  [[publisher.feed]]\n'
        '  url = "http://127.0.0.1:1/"\n  lang = "fr"\n'
    )
    monkeypatch.setenv("GREFFIER_CATALOG", str(catalog))
    monkeypatch.setenv("GREFFIER_ALLOW_PRIVATE", "127.0.0.0/8")
    screen = greffier("run", "--once", lang="en_CA.UTF-8")
    assert "No feed answered within 20 seconds" in screen
    assert "SAMPLE | " in screen
    assert "(sample)" not in greffier("stories", lang="en_CA.UTF-8")


def test_the_samples_are_a_catalogue_for_every_command(greffier, monkeypatch) -> None:
    monkeypatch.setenv("GREFFIER_CATALOG", "demo")
    assert "9 fils ont répondu" in greffier("poll")
    assert "Longueuil" in greffier("stories")


def test_a_folder_of_documents_is_polled_and_a_second_run_stores_nothing_new(greffier, tmp_path) -> None:
    folder = tmp_path / "documents"
    (folder / "sub").mkdir(parents=True)
    entries = [{"guid": str(n), "title": f"Titre {n}", "link": f"/relative/{n}"} for n in range(3)]
    (folder / "sub" / "a.xml").write_bytes(as_bytes(rss(entries, lang="fr")))
    (folder / "page.html").write_text("<!doctype html><html><body>Bonjour</body></html>")
    first = greffier("run", "--once", "--demo-from", str(folder))
    assert "1 fil a répondu" in first
    assert "3 nouvelles entrées" in first
    second = greffier("run", "--once", "--demo-from", str(folder))
    assert "0 nouvelle entrée" in second


def as_bytes(document: str | bytes) -> bytes:
    return document if isinstance(document, bytes) else document.encode()
