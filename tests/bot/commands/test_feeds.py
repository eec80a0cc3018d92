"""Which feeds are followed is changed by command, over the catalogue; what is removed keeps its record."""

import json
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from bot.commands import app
from feeds import catalog
from tests.bot.announcements import funding, publish
from tests.documents import rss

NEWS = [{"guid": "a", "title": "La ville répare la rue des Érables", "link": "https://ville.example/a"}]
WHO = ("--name-fr", "Ville d'Exemple", "--kind", "government", "--level", "municipal", "--region", "CA-QC-06")


@pytest.fixture
def greffier(settings, publisher, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    publish(publisher, [funding(1)], [])
    publisher.serve("/ville.xml", rss(NEWS))

    def run(*arguments: str, given: str | None = None):
        return CliRunner().invoke(app, arguments, input=given)

    run("poll")
    return run


@pytest.fixture
def ville(publisher) -> str:
    return publisher.url("/ville.xml")


def listed(greffier) -> dict[str, str]:
    lines = greffier("feeds", "list", "--json").stdout.splitlines()
    return {line["id"]: line["state"] for line in map(json.loads, lines)}


def polled(greffier) -> int:
    return json.loads(greffier("poll", "--all", "--json").stdout)["feeds"]


def exported(greffier) -> catalog.Catalog:
    done = greffier("feeds", "export", "--format", "toml")
    assert done.exit_code == 0, done.output
    return catalog.parse(done.stdout, "exported")


def test_a_feed_that_is_added_is_followed_beside_the_catalogue(greffier, ville) -> None:
    done = greffier("feeds", "add", ville, "--publisher", "ministere-exemple", "--id", "ville-fr", "--every", "15m")
    assert (done.exit_code, done.stdout.startswith("ville-fr\u00a0: suivi désormais")) == (0, True), done.output
    assert polled(greffier) == 3
    assert polled(greffier) == 3, "another start reads the catalogue again, and leaves it alone"
    [feed] = [feed for feed in exported(greffier).feeds if feed.id == "ville-fr"]
    assert (feed.url, feed.lang, feed.every) == (ville, "fr", timedelta(minutes=15))
    assert "add ville-fr" in greffier("decisions").stdout


def test_a_body_that_is_not_known_has_to_be_described(greffier, ville) -> None:
    refused = greffier("feeds", "add", ville, "--publisher", "ville-exemple")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "dites qui il est par --name-fr" in refused.stderr
    done = greffier("feeds", "add", ville, "--publisher", "ville-exemple", *WHO)
    assert done.exit_code == 0, done.output
    [body] = [body for body in exported(greffier).publishers if body.id == "ville-exemple"]
    assert (body.name["en"], body.region) == ("Ville d'Exemple", "CA-QC-06")


@pytest.mark.parametrize("again", ["{url}", "{url}?utm_source=x", "{url}#top"])
def test_an_address_that_is_followed_is_not_followed_twice(greffier, ville, again) -> None:
    greffier("feeds", "add", ville, "--publisher", "ministere-exemple", "--id", "ville-fr")
    done = greffier("feeds", "add", again.format(url=ville), "--publisher", "ministere-exemple", "--id", "autre")
    assert (done.exit_code, "déjà suivi sous le nom ville-fr" in done.stderr) == (1, True)


def test_an_address_that_leads_to_one_that_is_followed_is_not_followed(greffier, publisher) -> None:
    moved = publisher.redirect("/old.xml", "/gov.xml", 301)
    done = greffier("feeds", "add", moved, "--publisher", "ministere-exemple")
    assert (done.exit_code, "déjà suivi sous le nom gov-fr" in done.stderr) == (1, True)


def test_an_id_that_is_taken_is_refused(greffier, ville) -> None:
    done = greffier("feeds", "add", ville, "--publisher", "ministere-exemple", "--id", "gov-fr")
    assert (done.exit_code, "cet identifiant est celui d'un fil d'une autre adresse" in done.stderr) == (1, True)


def test_what_is_no_feed_is_added_only_unchecked(greffier, publisher) -> None:
    page = publisher.serve("/page.html", "<!doctype html><p>Bonjour</p>", content_type="text/html")
    arguments = ("feeds", "add", page, "--publisher", "ministere-exemple", "--lang", "fr")
    refused = greffier(*arguments)
    assert (refused.exit_code, "aucun fil (html" in refused.stderr) == (1, True)
    assert greffier(*arguments, "--unchecked").exit_code == 0


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://ville.example/x", "http://"),
        ("https://moi:motdepasse@ville.example/x", "http://"),
        ("http://169.254.169.254/latest", "blocked-address"),
        ("http://0x7f.1:80/x", "blocked-address"),
        ("http://[::1]/x", "blocked-address"),
    ],
)
def test_an_address_that_may_not_be_asked_is_refused_even_unchecked(greffier, monkeypatch, url, says) -> None:
    monkeypatch.delenv("GREFFIER_ALLOW_PRIVATE")
    done = greffier("feeds", "add", url, "--publisher", "ministere-exemple", "--lang", "fr", "--unchecked")
    assert done.exit_code in (1, 2)
    said = done.stderr or str(done.exception)
    assert says in said
    assert "motdepasse" not in said


def test_a_feed_that_robots_txt_closes_is_never_added(greffier, publisher, ville) -> None:
    publisher.serve("/robots.txt", "User-agent: *\nDisallow: /ville.xml\n", content_type="text/plain")
    done = greffier("feeds", "add", ville, "--publisher", "ministere-exemple", "--unchecked")
    assert (done.exit_code, "à ne pas suivre" in done.stderr) == (1, True)
    assert publisher.hits("/ville.xml") == 0


def test_a_bad_option_is_one_line_and_2(greffier, ville) -> None:
    done = greffier("feeds", "add", ville, "--publisher", "ministere-exemple", "--every", "soon")
    assert "--every" in str(done.exception)
    assert done.exception.exit_code == 2


def test_a_feed_without_an_entry_is_followed_with_a_warning(greffier, publisher, ville) -> None:
    empty = publisher.serve("/empty.xml", rss([]))
    done = greffier("feeds", "add", empty, "--publisher", "ministere-exemple", "--lang", "fr", "--id", "vide")
    assert (done.exit_code, "aucun article\u00a0: un fil vide" in done.stdout) == (0, True), done.output
    assert "aucun article" not in greffier("feeds", "add", ville, "--publisher", "ministere-exemple").output


SPOKEN = [{"guid": f"e{n}", "title": f"The town repairs the street of the school {n}"} for n in range(3)]


def test_a_feed_that_states_no_language_is_followed_in_that_of_its_words_or_has_to_be_told_one(
    greffier, publisher
) -> None:
    arguments = ("--publisher", "ministere-exemple", "--id", "ville-en")
    few = greffier("feeds", "add", publisher.serve("/few.xml", rss(SPOKEN[:1], lang=None)), *arguments)
    assert (few.exception.exit_code, "--lang is missing" in str(few.exception)) == (2, True)
    done = greffier("feeds", "add", publisher.serve("/en.xml", rss(SPOKEN, lang=None)), *arguments)
    assert done.exit_code == 0, done.output
    assert [feed.lang for feed in exported(greffier).feeds if feed.id == "ville-en"] == ["en"]


@pytest.mark.parametrize("act", ["add", "import"])
def test_a_language_that_is_neither_french_nor_english_is_refused(greffier, ville, tmp_path, act) -> None:
    path = tmp_path / "liste.opml"
    path.write_text(f'<opml version="1.0"><body><outline text="Ville" type="rss" xmlUrl="{ville}"/></body></opml>')
    given = ville if act == "add" else str(path)
    done = greffier("feeds", act, given, "--publisher", "ministere-exemple", "--lang", "de")
    assert (done.exception.exit_code, str(done.exception)) == (2, "--lang de: fr or en")


def test_the_block_that_check_writes_is_added_once_it_says_who_speaks(greffier, ville) -> None:
    block = json.loads(greffier("check", ville, "--json").stdout)["catalog"]
    open_yet = greffier("feeds", "add", "-", given=block)
    assert (open_yet.exception.exit_code, '"kind" is missing' in str(open_yet.exception)) == (2, True)
    done = greffier(
        "feeds",
        "add",
        "-",
        given=block.replace("# kind", "kind").replace("# level", "level").replace("# region", "region"),
    )
    assert done.exit_code == 0, done.output
    assert polled(greffier) == 3


def test_an_entry_of_a_feed_that_was_added_is_history_and_the_next_one_is_news(greffier, publisher, ville) -> None:
    greffier("feeds", "add", ville, "--publisher", "ministere-exemple", "--id", "ville-fr")
    greffier("poll", "--all")
    publisher.serve("/ville.xml", rss([*NEWS, {"guid": "b", "title": "Une subvention de 2 M$ pour l'aréna"}]))
    greffier("poll", "--all")
    lines = greffier("stories", "--category", "other", "--json").stdout + greffier("stories", "--json").stdout
    told = {line["title"]: line["announce"] for line in map(json.loads, lines.splitlines())}
    assert told["La ville répare la rue des Érables"] == "backfill"
    assert told["Une subvention de 2 M$ pour l'aréna"] == "yes"


def test_a_feed_that_is_removed_keeps_its_record_and_goes_on_when_it_is_added_again(greffier, publisher) -> None:
    stories = greffier("stories", "--json").stdout
    assert stories
    done = greffier("feeds", "remove", "gov-fr", "--reason", "en double")
    assert (done.exit_code, "son dossier reste" in done.stdout) == (0, True)
    assert polled(greffier) == 1, "the catalogue, read again, does not bring it back"
    assert listed(greffier)["gov-fr"] == "removed"
    assert greffier("stories", "--json").stdout == stories
    assert [feed.id for feed in exported(greffier).feeds] == ["police-fr"]
    assert greffier("feeds", "remove", "gov-fr", "--reason", "encore").exit_code == 1
    again = greffier("feeds", "add", publisher.url("/gov.xml"), "--publisher", "ministere-exemple", "--id", "autre")
    assert (again.exit_code, "gov-fr\u00a0: suivi de nouveau" in again.stdout) == (0, True), again.output
    assert polled(greffier) == 2


def test_a_confirmed_feed_says_when_in_what_is_exported(greffier) -> None:
    done = greffier("feeds", "confirm", "gov-fr")
    assert (done.exit_code, "confirmé le" in done.stdout) == (0, True)
    assert polled(greffier) == 2
    confirmed = {feed.id: feed.confirmed is not None for feed in exported(greffier).feeds}
    assert confirmed == {"gov-fr": True, "police-fr": False}
    assert greffier("feeds", "confirm", "nobody").exit_code == 1


def test_what_is_exported_as_toml_is_the_catalogue_again(greffier, catalog_file, ville) -> None:
    assert exported(greffier) == catalog.load(catalog_file)
    greffier("feeds", "add", ville, "--publisher", "ville-muette", "--id", "muette-fr", "--lang", "fr")
    greffier("feeds", "confirm", "muette-fr")
    wanted = exported(greffier)
    assert wanted.absent == (), "a body of which a feed is followed is not one that cannot be polled"
    catalog_file.write_text(greffier("feeds", "export", "--format", "toml").stdout, "utf-8")
    assert polled(greffier) == 3
    assert exported(greffier) == wanted
    assert list(listed(greffier)) == ["gov-fr", "muette-fr", "police-fr"]


def test_what_is_exported_as_opml_is_imported_again_and_nothing_is_added_twice(greffier, tmp_path, ville) -> None:
    greffier("feeds", "add", ville, "--publisher", "ville-exemple", "--id", "ville-fr", *WHO)
    path = tmp_path / "liste.opml"
    assert greffier("feeds", "export", "--to", str(path)).exit_code == 0
    done = greffier("feeds", "import", str(path))
    assert (done.exit_code, done.stdout.count("déjà connu")) == (0, 3)
    assert "ajoutés\u00a0: 0" in done.stderr


def test_a_list_of_another_reader_is_added_known_or_refused_and_nothing_is_lost(greffier, publisher, tmp_path) -> None:
    path = tmp_path / "liste.opml"
    path.write_text(f"""<?xml version="1.0"?><opml version="1.0"><head/><body><outline text="Actualités">
      <outline text="Le Quotidien / The Daily" type="rss" xmlUrl="https://quotidien.example/rss" language="fr-CA"/>
      <outline text="Le Quotidien" type="rss" xmlUrl="http://quotidien.example/rss?utm_medium=x" language="fr"/>
      <outline text="Déjà là" type="rss" xmlUrl="{publisher.url("/gov.xml")}"/>
      <outline text="Sans adresse" type="rss"/>
      <outline text="Ailleurs" type="rss" xmlUrl="file:///etc/passwd"/>
    </outline></body></opml>""")
    arguments = ("feeds", "import", str(path), "--lang", "fr", "--kind", "news", "--level", "provincial")
    done = greffier(*arguments, "--region", "CA-QC", "--json")
    report = [json.loads(line) for line in done.stdout.splitlines()]
    assert [item["became"] for item in report] == ["added", "known", "known", "refused", "refused"]
    assert done.exit_code == 1
    assert "sans donner d'adresse" in report[3]["reason"]
    [body] = [body for body in exported(greffier).publishers if body.id == "quotidien-example"]
    assert (body.name["fr"], body.name["en"], body.kind) == ("Le Quotidien", "The Daily", "news")
    again = greffier(*arguments, "--region", "CA-QC", "--json")
    assert [json.loads(line)["became"] for line in again.stdout.splitlines()].count("added") == 0


def shared_list(tmp_path, *hosts: str) -> str:
    path = tmp_path / "partage.opml"
    feeds = "".join(f'<outline text="x" type="rss" xmlUrl="https://{host}/{n}.xml"/>' for n, host in enumerate(hosts))
    path.write_text(f'<opml version="1.0"><body>{feeds}</body></opml>')
    return str(path)


def test_bodies_that_share_a_host_are_named_and_one_of_them_is_said(greffier, ville, tmp_path, monkeypatch) -> None:
    who = (*WHO, "--homepage", "https://www.police.example/exemple")
    greffier("feeds", "add", ville, "--publisher", "ville-exemple", *who)
    arguments = ("feeds", "import", shared_list(tmp_path, "police.example"), "--lang", "fr")
    refused = greffier(*arguments)
    said = "plusieurs organismes parlent à police.example : surete-exemple, ville-exemple; dites lequel par --publisher"
    assert (refused.exit_code, said in refused.stdout.replace("\u00a0", " ")) == (1, True), refused.output
    monkeypatch.setenv("LC_ALL", "en_CA.UTF-8")
    assert "several bodies speak at police.example: surete-exemple, ville-exemple;" in greffier(*arguments).stdout
    nobody = greffier(*arguments, "--publisher", "surete")
    assert (nobody.exit_code, "--publisher surete: no such publisher" in nobody.stdout) == (1, True)
    assert greffier(*arguments, "--publisher", "ville-exemple").exit_code == 0
    assert [feed.publisher for feed in exported(greffier).feeds if feed.url == "https://police.example/0.xml"] == [
        "ville-exemple"
    ]


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
@pytest.mark.parametrize("host", ["ville.example", "10.0.0.3"])
def test_the_password_of_an_address_in_a_list_is_shown_nowhere(greffier, tmp_path, form, host) -> None:
    path, url = tmp_path / "liste.opml", f"http://moi:motdepasse@{host}/x.xml"
    path.write_text(f'<opml version="1.0"><body><outline text="{url}" type="rss" xmlUrl="{url}"/></body></opml>')
    done = greffier("feeds", "import", str(path), "--lang", "fr", "--publisher", "ministere-exemple", *form)
    assert (done.exit_code, f"***@{host}" in done.stdout) == (1, True)
    assert "motdepasse" not in done.output


@pytest.mark.parametrize("host", ["10.0.0.3", "0x7f.1", "2130706433", "[::1]", "169.254.169.254"])
def test_a_private_address_in_a_list_is_refused_unasked_unless_it_is_let_through(
    greffier, tmp_path, monkeypatch, host
) -> None:
    path = tmp_path / "liste.opml"
    path.write_text(
        f'<opml version="1.0"><body><outline text="x" type="rss" xmlUrl="http://{host}/x.xml"/></body></opml>'
    )
    arguments = ("feeds", "import", str(path), "--lang", "fr", "--publisher", "ministere-exemple")
    monkeypatch.setenv("GREFFIER_ALLOW_PRIVATE", "192.168.7.0/24")
    done = greffier(*arguments)
    assert (done.exit_code, "GREFFIER_ALLOW_PRIVATE" in done.stdout) == (1, True)
    monkeypatch.setenv("GREFFIER_ALLOW_PRIVATE", "10.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16, ::1/128")
    assert greffier(*arguments).exit_code == 0


def test_an_address_with_a_port_that_is_none_is_told_so(greffier) -> None:
    done = greffier("feeds", "add", "http://ville.example:99999/x", "--publisher", "ministere-exemple")
    assert (done.exception.exit_code, "a port is 1 to 65535" in str(done.exception)) == (2, True)


def test_a_list_in_toml_is_imported(greffier, catalog_file, tmp_path) -> None:
    path = tmp_path / "autre.toml"
    path.write_text(catalog_file.read_text().replace("/gov.xml", "/autre.xml").replace("gov-fr", "autre-fr"))
    done = greffier("feeds", "import", str(path), "--json")
    report = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(item["feed"], item["became"]) for item in report] == [("autre-fr", "added"), ("police-fr", "known")]
    assert done.exit_code == 0


@pytest.mark.parametrize(("act", "said"), [("pause", "déjà en pause"), ("resume", "pas en pause")])
def test_a_pause_of_what_is_paused_and_a_resumption_of_what_is_not_are_told_so_and_not_logged(
    greffier, act, said
) -> None:
    if act == "pause":
        greffier("feeds", "pause", "gov-fr", "--reason", "essai")
    logged = greffier("decisions").stdout
    done = greffier("feeds", act, "gov-fr", "--reason", "encore")
    assert (done.exit_code, said in done.stderr) == (1, True), done.output
    assert greffier("decisions").stdout == logged


def test_outcomes_are_said_in_the_reader_s_language(greffier, monkeypatch) -> None:
    assert "en pause" in greffier("feeds", "pause", "gov-fr", "--reason", "essai").stdout
    monkeypatch.setenv("LC_ALL", "en_CA.UTF-8")
    assert "gov-fr: resumed (decision" in greffier("feeds", "resume", "gov-fr", "--reason", "essai").stdout
    assert "nothing to pause under 'nobody'" in greffier("feeds", "pause", "nobody", "--reason", "essai").stderr
