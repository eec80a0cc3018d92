"""Our sentences in French and English, from two catalogues that are read as they are.

The msgids are English. The catalogues are turned into translations in memory, so there is no compiled file to forget.
"""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LOCALES = {"fr": "fr_CA", "en": "en_CA"}
FOLDER = Path(__file__).parent / "locales"


def N_(msgid: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark a text that a table holds for the catalogues; it is translated where it is said."""
    return msgid


class Words:
    """One language: its sentences and its locale."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(LOCALES[language])
        self._translations = _translations(language)

    def say(self, msgid: str, /, **values: object) -> str:
        """Give a sentence with its values; ``{name}`` stands for one."""
        return self._translations.gettext(msgid).format(**values)

    def as_is(self, text: str) -> str:
        """Give a text that has no values, braces and all; one that no catalogue has stays as it is."""
        return self._translations.gettext(text) if text else text

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Give a sentence that depends on a number, by the plural rule of the language."""
        return self._translations.ngettext(one, many, n).format(n=n, **values)

    def among(self, names: Iterable[str], most: int) -> str:
        """Join names by commas; past ``most`` of them, a number stands for the others."""
        every = list(names)
        shown, others = every[:most], len(every) - most
        if others > 0:
            return self.count("{names} and {n} other", "{names} and {n} others", others, names=", ".join(shown))
        return ", ".join(shown)


@cache
def words(language: str) -> Words:
    """Give the words of ``fr`` or ``en``; raise `ValueError` for any other."""
    if language not in LOCALES:
        raise ValueError(f"no words in {language!r}: fr or en")
    return Words(language)


def _translations(language: str) -> Translations:
    with (FOLDER / f"{language}.po").open("rb") as file:
        catalog = read_po(file, locale=language, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)
