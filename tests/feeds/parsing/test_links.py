"""Which links are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.parsing.links import USUAL, canonical, is_public_scheme, load_trackers, settled, untracked

SAME = [
    ("http://exemple.test/a", "https://exemple.test/a"),
    ("https://Exemple.TEST:443/a", "https://exemple.test/a"),
    ("https://exemple.test/x/../a", "https://exemple.test/a"),
    ("https://exemple.test/a#suite", "https://exemple.test/a"),
    ("https://exemple.test/a?utm_source=x&UTM_medium=y", "https://exemple.test/a"),
    ("https://exemple.test/a?nid=3&fbclid=x", "https://exemple.test/a?nid=3"),
    ("https://exemple.test/a?b=1&amp;c=2", "https://exemple.test/a?b=1&c=2"),
    ("https://exemple.test/%C3%A9t%c3%a9", "https://exemple.test/été"),
    ("https://exemple.test", "https://exemple.test/"),
    ("//exemple.test/a", "https://exemple.test/a"),
]
DIFFERENT = [
    ("https://exemple.test/a?nid=1", "https://exemple.test/a?nid=2"),
    ("https://exemple.test/a?v=1&v=2", "https://exemple.test/a?v=1"),
    ("https://exemple.test/a", "https://exemple.test/A"),
    ("https://exemple.test:8080/a", "https://exemple.test/a"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_an_address_are_one_link(one, other):
    assert canonical(one) == canonical(other) is not None


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_articles_stay_two_links(one, other):
    assert canonical(one) != canonical(other)


def test_a_canonical_link_has_no_scheme():
    assert canonical("http://exemple.test/a?b=1") == "exemple.test/a?b=1"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "mailto:a@exemple.test", "data:text/html,x", "", " ", "http://", "https://[x"]
)
def test_what_leads_nowhere_public_has_no_canonical_link(url):
    assert canonical(url) is None


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://exemple.test/a?utm_source=x&UTM_medium=y&utm_campaign=z", "https://exemple.test/a"),
        ("https://exemple.test/a?nid=3&fbclid=x&lang=fr", "https://exemple.test/a?nid=3&lang=fr"),
        ("https://exemple.test/a?gclid=x&amp;utm_source=y#suite", "https://exemple.test/a#suite"),
        ("https://exemple.test/%C3%A9t%c3%a9?b=2&a=1&a=1&&c", "https://exemple.test/%C3%A9t%c3%a9?b=2&a=1&a=1&&c"),
        ("https://exemple.test/utm_source?ref=utm_source", "https://exemple.test/utm_source?ref=utm_source"),
    ],
)
def test_a_link_is_shown_without_what_tracks_a_reader_and_otherwise_as_it_is(url, shown):
    assert untracked(url) == shown


@given(
    st.text(max_size=60)
    | st.from_regex(
        r"https?://[a-z.:\-\[\]]{0,12}(/[a-z%2F.é ]{0,9}){0,3}(\?[a-z&=%;#?]{0,14})?(#[a-z]{0,3})?", fullmatch=True
    )
)
def test_the_canonical_form_of_a_canonical_link_is_itself(url):
    once = canonical(url)
    assert once is None or canonical(once) == once


HOSTS = st.from_regex(r"[ab1.-]{1,6}|xn--[a-z0-9-]{0,6}|(www\.)?exemple\.test|a{62,65}\.test", fullmatch=True)
PATHS = st.from_regex(r"(/[ab.~_-]{0,3}){0,4}", fullmatch=True)
QUERIES = st.from_regex(r"\?((a|id|xtor|utm_b|UTM_b|wt\.mc_id)?=?[ab.~_-]{0,2}&?){0,4}|", fullmatch=True)


@given(HOSTS, PATHS, QUERIES)
def test_a_usual_address_is_reduced_to_what_the_rules_for_any_make_of_it(host, path, query):
    url = f"https://{host}{path}{query}"
    assert canonical(url) == settled(url)


@pytest.mark.parametrize(
    "url", ["http://exemple.test", "https://www.exemple.test/a/b-c.html", "https://a.test/?id=3&p=", "https://-a..b/c"]
)
def test_an_address_with_nothing_to_put_in_order_is_usual(url):
    assert USUAL.fullmatch(url)
    assert canonical(url) == settled(url)


@pytest.mark.parametrize(
    ("url", "is_public"),
    [
        ("https://exemple.test/a", True),
        ("http://exemple.test", True),
        ("javascript:alert(1)", False),
        ("//exemple.test/a", False),
        ("/a", False),
        ("file:///etc/passwd", False),
        ("https://banque.test@exemple.test/", False),
        ("https://[", False),
    ],
)
def test_only_plain_web_addresses_are_public(url, is_public):
    assert is_public_scheme(url) is is_public


@pytest.mark.parametrize("text", ["names = []", 'names = ["A"]\nprefixes = []', "names = []\nprefixes = []\nother = 1"])
def test_a_bad_list_of_trackers_is_refused_with_its_path(tmp_path, text):
    path = tmp_path / "trackers.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"trackers\.toml"):
        load_trackers(path)
