"""A body that is a path or an address is a body: nothing is opened, nothing is called."""

import subprocess
import sys

import pytest

BODIES = (
    "/etc/passwd",
    __file__,
    "http://127.0.0.1:9/feed.xml",
    "file:///etc/passwd",
    "feed://127.0.0.1:9/",
    "data:,x",
)
PROGRAM = """
import sys
from datetime import datetime, UTC
from feeds.parsing.lenient import read_xml
from feeds.parsing.parse import parse
body = sys.argv[1]
def parsed():
    parse(body.encode(), url="", content_type=None, now=datetime.now(UTC))
    read_xml(body.encode(), limit=9)  # as if nothing stood before it
    link = f"<link>{body}</link>"
    return read_xml(f'<rss version="2.0"><channel>{link}<item>{link}</item></channel></rss>'.encode(), limit=9)
assert parsed().entries  # what is imported when it is needed, is
def note(event, arguments):
    if event.startswith(("open", "socket.", "urllib.", "subprocess.", "os.")):
        print(event, arguments)
sys.addaudithook(note)
parsed()
open("/dev/null").close()
"""


@pytest.mark.parametrize("body", BODIES)
def test_nothing_is_opened_whatever_a_body_is(body):
    done = subprocess.run([sys.executable, "-c", PROGRAM, body], capture_output=True, text=True, check=True)
    [canary] = done.stdout.splitlines()
    assert canary.startswith("open ('/dev/null'")
