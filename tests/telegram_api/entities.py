"""Read Telegram's HTML as strictly as Telegram: text and entities, or an error with its byte offset.

The rules and the wording follow ``parse_html`` of tdlib (``MessageEntity.cpp``), which the Bot API server runs, and
https://core.telegram.org/bots/api#html-style. Two habits of it surprise: a named reference other than the four stays
in the text as it was written (``&nbsp;``), and ``</>`` closes whatever is open.
"""

from tests.telegram_api.entity import Entity, units
from tests.telegram_api.references import decode_reference, skip, until
from tests.telegram_api.tags import ARGUMENTS, TAGS, Open, close, unparsable, without_class

SPACES = b" \t\r\n\v\0"
TOKEN = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Give the text and its entities, sorted; raise the Refusal that Telegram answers with."""
    return _Parser(source.encode("utf-8", "surrogatepass")).parse()


class _Parser:
    """One pass over the bytes, since errors name byte offsets."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.at = 0
        self.text = bytearray()
        self.units = 0
        self.open: list[Open] = []
        self.found: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            self._step()
        if self.open:
            raise unparsable(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return self._decoded(), sorted(map(without_class, self.found), key=lambda e: (e.offset, -e.length))

    def _decoded(self) -> str:
        try:
            return self.text.decode("utf-8")
        except UnicodeDecodeError:
            reason = (
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
            raise unparsable(reason) from None

    def _step(self) -> None:
        byte = self.source[self.at]
        if byte == ord("<"):
            self._tag()
        elif byte == ord("&") and (decoded := decode_reference(self.source, self.at)):
            char, self.at = decoded
            self.text += char.encode("utf-8", "surrogatepass")
            self.units += units(char)
        else:
            self.text.append(byte)
            self.units += 0 if byte & 0xC0 == 0x80 else 1 + (byte >= 0xF0)
            self.at += 1

    def _tag(self) -> None:
        begin = self.at
        if self.source[begin + 1 : begin + 2] == b"/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _name(self, start: int) -> str:
        self.at = until(self.source, start, SPACES + b">")
        return self.source[start : self.at].decode("utf-8", "replace").lower()

    def _peek(self) -> bytes:
        return self.source[self.at : self.at + 1]

    def _start_tag(self, begin: int) -> None:
        tag = self._name(begin + 1)
        if not self._peek():
            raise unparsable(f"Unclosed start tag at byte offset {begin}")
        if tag not in TAGS:
            raise unparsable(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        argument = attributes.get(ARGUMENTS.get(tag, ""), "")
        self.open.append(Open(tag, argument, attributes.get("format", ""), self.units, len(self.text)))
        self.at += 1

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self.at = skip(self.source, self.at, SPACES)
            if self._peek() == b">":
                return attributes
            name, value = self._attribute(tag, begin)
            attributes[name] = value

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        unclosed = unparsable(f'Unclosed start tag "{tag}" at byte offset {begin}')
        start = self.at
        self.at = until(self.source, start, SPACES + b"=>/\"'")
        name = self.source[start : self.at].decode("utf-8", "replace")
        if not name:
            raise unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self.at = skip(self.source, self.at, SPACES)
        if not self._peek():
            raise unclosed
        if self._peek() != b"=":
            return name, "1"
        self.at = skip(self.source, self.at + 1, SPACES)
        if not self._peek():
            raise unclosed
        value = self._quoted(self._peek()) if self._peek() in (b"'", b'"') else self._token()
        if not self._peek():
            raise unparsable(f"Unclosed start tag at byte offset {begin}")
        return name, value

    def _token(self) -> str:
        start = self.at
        self.at = skip(self.source, start, TOKEN)
        if self._peek() not in (b">", *(bytes([space]) for space in SPACES)):
            raise unparsable(f"Unexpected end of name token at byte offset {start}")
        return self.source[start : self.at].decode().lower()

    def _quoted(self, quote: bytes) -> str:
        value = bytearray()
        self.at += 1
        while self._peek() not in (quote, b""):
            if self._peek() == b"&" and (decoded := decode_reference(self.source, self.at)):
                char, self.at = decoded
                value += char.encode("utf-8", "surrogatepass")
            else:
                value += self._peek()
                self.at += 1
        self.at += len(self._peek())
        return value.decode("utf-8", "replace")

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise unparsable(f"Unexpected end tag at byte offset {begin}")
        tag = self._name(begin + 2)
        self.at = skip(self.source, self.at, SPACES)
        if self._peek() != b">":
            raise unparsable(f"Unclosed end tag at byte offset {begin}")
        expected = self.open[-1].tag
        if tag not in ("", expected):
            found = f'expected "</{expected}>", found "</{tag}>"'
            raise unparsable(f"Unmatched end tag at byte offset {begin}, {found}")
        closed = self.open.pop()
        close(self.found, closed, self.units, self.text)
        self.at += 1
