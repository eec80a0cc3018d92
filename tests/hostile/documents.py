"""Documents that break parsers, made when they are needed: what a publisher might serve by malice, or by a bad day.

    for name, made in documents().items():
        body = made()

None is larger than what is taken from the wire (5 MB).
"""

import gzip
import json
import random
from collections.abc import Callable, Iterator, Mapping

Made = Callable[[], bytes]
MB = 1_000_000
LARGE = 4_500_000
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "cc": "http://web.resource.org/cc/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "georss": "http://www.georss.org/georss",
    "gml": "http://www.opengis.net/gml",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "psc": "http://podlove.org/simple-chapters",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
GOOD = "<item><guid>bon</guid><title>Une bonne annonce</title></item>"
AUTHOR = "a" * 64 + "-."  # what a pattern for addresses tries at every letter


def documents() -> Mapping[str, Made]:
    """Give every document by its name."""
    families = (
        *(entities, depth, attributes, lengths, pieces, authors, declarations, markup, counts),
        *(references, modules, dates, addresses, wrappings, jsons, not_xml),
    )
    made: dict[str, Made] = {}
    for family in families:
        for name, make in family():
            made[f"{family.__name__}: {name}"] = make
    return made


Named = Iterator[tuple[str, Made]]


def rss(inside: str, *, before: str = "", more: str = "") -> Made:
    """Put something into a channel."""
    text = f'{before}<rss version="2.0" {DECLARED} {more}><channel><title>Fil</title>{inside}</channel></rss>'
    return lambda: text.encode("utf-8", "surrogatepass")


def item(inside: str) -> Made:
    """Put something into an item, beside a good one."""
    return rss(f"<item><guid>a</guid><title>Titre</title>{inside}</item>{GOOD}")


def atom(inside: str) -> Made:
    """Put something into an entry."""
    text = f'<feed xmlns="{NAMESPACES["atom"]}"><title>Fil</title><entry><id>a</id>{inside}</entry></feed>'
    return text.encode


def later(make: Callable[..., Made], *how: object) -> Made:
    """Make a large document when it is asked for, and not before."""
    return lambda: make(*how)()  # noqa: PLW0108  # not yet


# --- the families ---------------------------------------------------------------------------------------------------


def entities() -> Named:
    levels = "".join(f'<!ENTITY e{n} "' + f"&e{n - 1};" * 10 + '">' for n in range(1, 10))
    laughs = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{levels}]>'
    yield "a billion laughs", rss("<item><title>&e9;</title></item>", before=laughs)
    yield "a billion laughs in an attribute", rss('<item x="&e9;"><title>a</title></item>', before=laughs)
    yield "a hundred thousand laughs", rss("<item><title>&e5;</title></item>", before=laughs)
    block = f'<!DOCTYPE rss [<!ENTITY b "{"b" * 50_000}">]>'
    yield "quadratic", rss(f"<item><title>{'&b;' * 20_000}</title></item>", before=block)
    yield "quadratic, under the limit", rss(f"<item><description>{'&b;' * 150}</description></item>", before=block)
    yield "quadratic over many items", rss("<item><description>&b;</description></item>" * 2_000, before=block)
    yield "itself", rss("<item><title>&a;</title></item>", before='<!DOCTYPE rss [<!ENTITY a "&a;">]>')
    yield (
        "each other",
        rss("<item><title>&a;</title></item>", before='<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'),
    )
    for scheme in ("file:///etc/passwd", "http://127.0.0.1:9/x", "ftp://127.0.0.1:9/x", "/etc/passwd"):
        outside = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{scheme}">]>'
        yield f"outside, {scheme}", rss("<item><title>&x;</title></item>", before=outside)
    yield "parameter", rss("", before='<!DOCTYPE rss [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>')
    yield "an outside DTD", rss(GOOD, before='<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">')
    many = "".join(f'<!ENTITY n{n} "{n}">' for n in range(60_000))
    yield "sixty thousand", rss("<item><title>&n59999;</title></item>", before=f"<!DOCTYPE rss [{many}]>")
    yield "none that is known", item("<description>&nbsp;&eacute;&inconnue;</description>")
    yield "an open DTD", lambda: b"<!DOCTYPE rss [" + b'<!ENTITY a "b">' * 100_000
    yield "a DTD of brackets", lambda: b"<!DOCTYPE rss " + b"[" * LARGE + rss(GOOD)()


def depth() -> Named:
    for count in (1_000, 10_000, 100_000, 600_000):
        yield f"{count} elements", later(lambda n: item("<a>" * n + "</a>" * n), count)
    yield "100,000 in a namespace", later(lambda: item("<media:a>" * 100_000 + "</media:a>" * 100_000))
    yield "100,000 that stay open", later(lambda: item("<a>" * 100_000))
    yield "items", later(lambda: rss("<item>" * 20_000 + "</item>" * 20_000))
    yield "channels", later(lambda: rss("<channel>" * 20_000 + "</channel>" * 20_000))
    yield "contents", later(lambda: item("<content:encoded>" * 20_000 + "</content:encoded>" * 20_000))
    yield "sources", later(lambda: atom("<source>" * 20_000 + "</source>" * 20_000))
    yield "svg", later(lambda: atom('<content type="xhtml">' + "<svg>" * 20_000 + "</svg>" * 20_000 + "</content>"))
    for tag in ("a", "b", "div", "table", "blockquote", "font", "p", "li", "button", "form"):
        escaped = f"&lt;{tag}&gt;"
        yield f"{tag} in a summary", later(lambda e: item(f"<description>{e * 150_000}</description>"), escaped)
    opened = f'<content type="xhtml"><div xmlns="{NAMESPACES["xhtml"]}">'
    yield "divs of XHTML", later(lambda: atom(f"{opened}{'<div>' * 50_000}{'</div>' * 50_001}</content>"))
    yield "a megabyte of a", later(lambda: item("<a>" * 1_400_000))


def numbered(name: str, count: int) -> str:
    return " ".join(f'{name}{number}="{number}"' for number in range(count))


def attributes() -> Named:
    for count in (1_000, 10_000, 20_000, 100_000, 250_000):
        yield f"{count} on one element", later(lambda n: item(f"<x {numbered('a', n)}/>"), count)
    yield "20,000 on the root", later(lambda: rss(GOOD, more=numbered("a", 20_000)))
    yield "20,000 namespaces", later(lambda: rss(GOOD, more=numbered("xmlns:n", 20_000)))
    yield (
        "a namespace for each item",
        later(lambda: rss("".join(f'<item xmlns:n{i}="u:{i}"><n{i}:a>b</n{i}:a></item>' for i in range(20_000)))),
    )
    yield "a long value", later(lambda: item(f'<x a="{"b" * LARGE}"/>'))
    yield "a long name", later(lambda: item(f'<x {"a" * LARGE}="b"/>'))
    yield "a long name of an element", later(lambda: item(f"<{'a' * 2 * MB}></{'a' * 2 * MB}>"))
    yield "twice the same", item('<x a="1" a="2"/>')
    yield "without an end", later(lambda: item('<x a="' + "b " * MB))
    yield "without quotes", later(lambda: item(f"<x {'a=b ' * 100_000}/>"))
    yield "of quotes", later(lambda: item(f"<x {chr(34) * MB}/>"))
    yield "a long namespace", later(lambda: rss(GOOD, more=f'xmlns:x="{"u" * LARGE}"'))


def lengths() -> Named:
    for name in ("title", "description", "guid", "link", "pubDate", "category", "comments", "ttl", "language"):
        yield f"a {name} of 4.5 MB", later(lambda n: item(f"<{n}>{'a' * LARGE}</{n}>"), name)
    yield "a title of letters of four bytes", later(lambda: item(f"<title>{'😀' * MB}</title>"))
    yield "a line of words", later(lambda: item(f"<description>{'mot ' * MB}</description>"))
    yield "white space", later(lambda: item(f"<description>a{' ' * LARGE}b</description>"))
    yield "line ends", later(lambda: item(f"<description>a{chr(10) * LARGE}b</description>"))
    yield "line ends and spaces", later(lambda: item("<description>" + "\n \u00a0\n" * 800_000 + "</description>"))
    yield "marks on one letter", later(lambda: item(f"<title>a{chr(0x301) * 2 * MB}</title>"))
    yield "marks out of order", later(lambda: item("<title>a" + "\u0315\u0300\u05ae" * 500_000 + "</title>"))
    yield "a ligature of eighteen letters", later(lambda: item("<title>" + "\ufdfa" * 1_500_000 + "</title>"))


def pieces() -> Named:
    shapes = {
        "comments": "<!-- x -->",
        "open comments": "<!--",
        "CDATA": "<![CDATA[x]]>",
        "open CDATA": "<![CDATA[",
        "ends of CDATA": "]]>",
        "instructions": "<?x y?>",
        "open instructions": "<?x ",
        "lesser": "<",
        "greater": ">",
        "ampersands": "&",
        "ampersands as entities": "&amp;",
        "numbers": "&#65;",
        "open numbers": "&#",
        "open names": "&a",
        "declarations": "<!x>",
        "open declarations": "<!x ",
        "ends": "</",
        "odd ends": "</x>",
        "slashes": "</ ",
        "brackets": "<![",
        "doctypes": "<!DOCTYPE x>",
    }
    for name, piece in shapes.items():
        yield name, later(lambda p: item(f"<description>{p * (1_600_000 // len(p))}</description>"), piece)


def authors() -> Named:
    for size in (6_000, 15_000, 30_000, 60_000, 1_000_000):
        yield f"{size} bytes", later(lambda n: item(f"<author>{'a' * n}</author>"), size)
        yield f"{size} bytes of hosts", later(lambda n: item(f"<author>a@{'a.' * (n // 2)}</author>"), size)
    for name in ("dc:creator", "dc:author", "itunes:author", "managingEditor", "webMaster", "dc:publisher"):
        yield name, later(lambda n: item(f"<{n}>{AUTHOR * 1_000}</{n}>"), name)
        yield f"{name} of the channel", later(lambda n: rss(f"<{n}>{AUTHOR * 1_000}</{n}>{GOOD}"), name)
    yield "of Atom", later(lambda: atom(f"<author>{AUTHOR * 1_000}</author>"))
    yield "a name of Atom", later(lambda: atom(f"<author><name>{AUTHOR * 1_000}</name></author>"))


def declarations() -> Named:
    for size in (400, 6_000, 12_000, 24_000, 60_000, LARGE):
        said = 'encoding="a ' * (size // 12)
        yield f"{size} bytes", later(lambda e: rss(GOOD, before=f"<?xml version='1.0' {e}?>"), said)
        yield f"{size} bytes, open", later(lambda e: rss(GOOD, before=f"<?xml {e}"), said)
    slow = (
        "punycode",
        "idna",
        "undefined",
        "unicode_escape",
        "raw_unicode_escape",
        "rot13",
        "hex",
        "bz2",
        "zlib",
        "uu",
    )
    odd = ("utf-7", "utf-16", "utf-32", "cp037", "hz", "iso-2022-jp", "mbcs", "oem", "utf-8-sig", "", "\xff", "a" * 300)
    for name in (*slow, *odd):
        head = f'<?xml version="1.0" encoding="{name}"?>'
        filler = f"<item><title>{'é' * 100_000}</title></item>"
        yield f"encoding {name[:20]!r}", rss(filler, before=head)
    yield "UTF-16 that is said to be UTF-8", lambda: b'<?xml encoding="utf-8"?>' + rss(GOOD)().decode().encode("utf-16")
    yield "UTF-16 of an odd length", lambda: rss(GOOD)().decode().encode("utf-16")[:-1]
    yield "bytes of no encoding", lambda: rss(GOOD)().replace(b"bonne", bytes(range(128, 256)))
    yield "half a pair", rss("<item><title>\ud800\udfff\ud800</title></item>")


def markup() -> Named:
    def summary(html: str) -> Made:
        return item(f"<description><![CDATA[{html}]]></description>")

    for size in (20_000, 50_000, 1_000_000):
        yield f"a style of {size}", later(lambda n: summary(f'<p style="{"a:b;" * (n // 4)}">x</p>'), size)
    yield "conditional comments", later(lambda: summary("<!--[if IE]>" * 100_000))
    yield "open scripts", later(lambda: summary("<script>" * 200_000))
    yield "ends of scripts", later(lambda: summary("<script>" + "</script " * 200_000))
    yield "spaces in the end of a script", later(lambda: summary("<script></script" + " " * 2 * MB))
    yield "open attributes", later(lambda: summary("<b a='" * 300_000))
    yield "quotes in tags", later(lambda: summary("<b \"' " * 300_000))
    yield "spaces in a tag", later(lambda: summary("<b" + " " * 2 * MB))
    yield "names of tags", later(lambda: summary("<o:p" * 500_000))
    yield "a long custom name", later(lambda: summary("<a" + "-b" * MB))
    yield "three layers of escapes", later(lambda: summary("&amp;amp;amp;lt;b&amp;amp;amp;gt;" * 60_000))
    yield "tables", later(lambda: summary("<table><tr><td>" * 100_000))
    yield "formatting that reopens", later(lambda: summary("<b><i><u><font>" * 1_000 + "<p>x" * 50_000))
    yield "selects", later(lambda: summary("<select><option>x" * 100_000))
    yield "svg and math", later(lambda: summary("<svg><math>" * 100_000))
    yield "a page of 4.5 MB", later(lambda: summary("<p class=x>Un <b>mot</b> &eacute;crit</p>" * 100_000))
    yield "base64 that is none", atom('<content type="application/octet-stream">====****</content>')
    yield "base64 of 3 MB", later(lambda: atom(f'<content mode="base64">{"QUJD" * 750_000}</content>'))
    yield "an image", later(lambda: atom(f'<content type="image/png">{"QUJD" * 100_000}</content>'))
    yield "a script for a title", item("<title><![CDATA[<script>alert(1)</script>]]></title>")


def counts() -> Named:
    one = "<item><guid>{0}</guid><title>Titre {0}</title><description>Un mot</description></item>"
    yield "10,000 items", later(lambda: rss("".join(one.format(n) for n in range(10_000))))
    yield "50,000 items", later(lambda: rss("".join(one.format(n) for n in range(50_000))))
    yield "300,000 empty items", later(lambda: rss("<item></item>" * 300_000))
    yield "600,000 items of one tag", later(lambda: rss("<item/>" * 600_000))
    yield "2,000 items of 2 kB", later(lambda: rss(one.format("x" * 1_000) * 2_000))
    repeated = (
        *(
            "category",
            "dc:subject",
            "author",
            "enclosure",
            "description",
            "content:encoded",
            "guid",
            "title",
            "pubDate",
        ),
        *("media:content", "media:thumbnail", "link", "georss:point", "psc:chapter", "atom:contributor", "cc:license"),
    )
    for name in repeated:
        yield f"50,000 {name}", later(lambda n: item(f"<{n}>x</{n}>" * 50_000), name)
    yield "50,000 links of Atom", later(lambda: atom('<link rel="alternate" href="/a"/>' * 50_000))
    yield "50,000 unknown names", later(lambda: item("".join(f"<u{n}>x</u{n}>" for n in range(50_000))))


def references() -> Named:
    for number in ("x110000", "xD800", "xDFFF", "0", "x0", "xFFFE", "xFFFF", "1", "x1F", "99999999999", "-1", "x", ""):
        yield f"&#{number};", item(f"<title>a&#{number};b</title><georss:point>&#{number};</georss:point>")
    yield "a number of a million digits", later(lambda: item(f"<title>&#{'9' * MB};</title>"))
    yield "a million zeros", later(lambda: item(f"<title>&#x{'0' * MB}41;</title>"))
    yield "a name of a million letters", later(lambda: item(f"<title>&{'a' * MB};</title>"))
    yield "NUL", item("<title>a\0b</title><guid>\0</guid><link>http://a.test/\0</link>")
    yield "control characters", item(f"<title>{''.join(map(chr, range(1, 32)))}</title>")


def modules() -> Named:
    texts = {
        "georss:point": "x",
        "georss:line": "1",
        "georss:polygon": "1 2 3",
        "georss:box": "a b c d",
        "gml:pos": "",
        "gml:posList": "1 2 3 4 é",
        "geo:lat": "x",
        "psc:chapters": "x",
        "itunes:duration": "::::",
        "itunes:explicit": "x",
        "itunes:keywords": ", ,",
        "media:rating": "x",
        "sy:updatePeriod": "x",
        "sy:updateFrequency": "x" * MB,
        "cc:license": "x",
        "xhtml:body": "x",
        "fullitem": "x",
        "rdf:li": "x",
        "width": "x",
        "image": "x",
        "textInput": "x",
    }
    for name, text in texts.items():
        yield name, item(f'<{name} start="x" srsName="x" srsDimension="0" href="x" url="[">{text}</{name}>')
    where = '<georss:where><gml:Point srsDimension="{0}"><gml:pos>1 2</gml:pos></gml:Point></georss:where>'
    for dimension in ("0", "-1", "x", "1e9"):
        yield f"a point of {dimension} dimensions", item(where.format(dimension))
    yield "chapters", item('<psc:chapters version="1"><psc:chapter start="9:99:99.x" title="a"/></psc:chapters>')
    yield "a channel of CDF", lambda: b'<channel lastmod="x" href="["><title>a</title><item lastmod="9"/></channel>'


def dates() -> Named:
    odd = {
        "the year 9999": "9999-12-31T23:59:59Z",
        "the year 0": "0000-00-00",
        "year one": "Mon, 01 Jan 0001 00:00:00 -1400",
        "1699": "Thu, 01 Jan 1699 00:00:00 GMT",
        "an offset of 99 hours": "2025-01-01T00:00:00+99:99",
        "no month": "2025-99-99",
        "24:61": "Mon, 06 Jan 2025 24:61:61 GMT",
        "letters": "x" * MB,
        "digits": "1" * MB,
        "spaces": " " * MB + "x",
        "dashes": "-" * MB,
        "colons": "1:" * 500_000,
        "dots": "2025." * 200_000,
        "Greek": "Κυρ, " * 100_000,
        "Korean": "2004년 " * 100_000,
        "Hungarian": "2004-julius-" * 100_000,
        "digits of other scripts": "٢٠٢٥-٠١-٠١",
        "a negative year": "-2025-01-01",
        "week": "2025-W99-9",
    }
    for name, text in odd.items():
        yield name, later(lambda t: item(f"<pubDate>{t}</pubDate><dc:date>{t}</dc:date>"), text)


def addresses() -> Named:
    odd = {
        "an open bracket": "http://[",
        "brackets": "http://[::1::]/",
        "a script": "javascript:alert(1)",
        "a script behind a mark": "\u200b javascript:alert(1)",
        "data": "data:text/html,x",
        "a port": "http://a.test:99999999/",
        "a user": "http://a:b@c.test/",
        "slashes": "/" * MB,
        "dots": "../" * 300_000,
        "per cent": "http://a.test/" + "%" * MB,
        "a long host": "http://" + "a." * 300_000,
        "a host of marks": "http://" + "\u0301" * 100_000 + ".test/",
        "a host of IDNA": "http://xn--" + "a" * 100_000 + ".test/",
        "a question": "?" * MB,
        "NUL": "http://a.test/\x00",
    }
    for name, text in odd.items():
        yield name, later(lambda t: item(f"<link>{t}</link><guid>{t}</guid>"), text.replace("&", "&amp;"))
        yield (
            f"{name}, for a base",
            later(
                lambda t: rss(f'<link>{t}</link><item xml:base="{t}"><link>a</link></item>', more=f'xml:base="{t}"'),
                text,
            ),
        )


def wrappings() -> Named:
    whole = rss(GOOD)()
    yield "a challenge", lambda: b"<html><head><title>Just a moment...</title></head>" + b"<p>x</p>" * 55_000
    yield "a page around a feed", lambda: b"<html><body>" + b"<p>x</p>" * 400 + whole
    yield "comments before", lambda: b"<!-- x -->" * 400_000 + whole
    yield "an open comment before", lambda: b"<!-- x " * 400_000 + whole
    yield "instructions before", lambda: b"<?x y?>" * 400_000 + whole
    yield "an open instruction before", lambda: b"<?x " * MB + whole
    yield "doctypes before", lambda: b"<!DOCTYPE x>" * 300_000 + whole
    yield "white space before", lambda: b" \n" * 2 * MB + whole
    yield "feeds in a row", lambda: whole * 3_000
    yield "roots in roots", lambda: b'<rss version="2.0">' * 100_000 + b"</rss>" * 100_000
    yield "roots that stay open", lambda: b'<rss version="2.0">' * 200_000 + b"</rss>"
    yield "half", lambda: whole[: len(whole) // 2]
    yield "a root alone", lambda: b"<rss"
    yield "an end alone", lambda: b"</rss>"
    yield "an end that is not closed", lambda: whole[:-1] + b" " * MB
    yield "SOAP", lambda: b"<soap:Envelope xmlns:soap='x'><soap:Body/></soap:Envelope>"


def jsons() -> Named:
    def feed(*items: object) -> Made:
        return lambda: json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()

    yield "deep", lambda: b'{"a":' * 500_000
    yield "deep lists", lambda: b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * MB + b"]" * MB + b"}"
    yield "a long number", lambda: b'{"a":' + b"9" * MB + b"}"
    yield "a long title", later(lambda: feed({"id": 1, "title": "x" * LARGE}))
    yield "half a pair", feed({"id": "\ud800", "title": "\udfff", "url": "http://a.test/\ud800"})
    yield "NUL", feed({"id": "\0", "title": "a\0b", "content_html": "\0"})
    yield "50,000 items", later(lambda: feed(*({"id": n, "content_text": "x"} for n in range(50_000))))
    yield "of other kinds", feed(1, None, [], {"id": {}, "title": [], "url": 1e400, "date_published": {}}, "x")
    yield "infinite", lambda: b'{"version":"https://jsonfeed.org/version/1","items":[{"id":Infinity,"url":NaN}]}'
    yield "the same key a million times", lambda: b"{" + b'"a":1,' * 700_000 + b'"a":1}'
    yield "open strings", lambda: b'{"' + b"\\" * LARGE


def not_xml() -> Named:
    noise = random.Random(1).randbytes
    yield "noise", lambda: noise(MB)
    yield "noise in a feed", lambda: rss("")().replace(b"Fil", noise(MB))
    yield "NUL", lambda: b"\0" * LARGE
    yield "lesser", lambda: b"<" * LARGE
    yield "spaces", lambda: b" " * LARGE
    yield "gzip", lambda: gzip.compress(rss(GOOD)(), mtime=0)
    yield "PDF", lambda: b"%PDF-1.7" + noise(MB)
    yield "one byte", lambda: b"<"
    yield "a path", lambda: b"/etc/passwd"
    yield "an address", lambda: b"http://127.0.0.1:9/feed.xml"
    yield "BOMs", lambda: b"\xef\xbb\xbf" * MB
