"""Show the sample days, or write their golden files anew.

python -m tests.bot.say.days [--write] [NAME …]
"""

import argparse
import asyncio
import sys
from pathlib import Path

from bot.log import set_up_logging
from bot.say.model import Digest
from bot.say.render import render
from tests.bot.say.days.newsroom import LANGUAGES, digests_of
from tests.bot.say.days.published import DAYS
from tests.bot.say.days.shown import shown

FOLDER = Path(__file__).parent


def main() -> None:
    """Live through the days and print or write what was told."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("names", nargs="*", help="days by a part of their name (default: all)")
    parser.add_argument("--write", action="store_true", help="write the files in place of printing")
    given = parser.parse_args()
    set_up_logging("console")
    for day in DAYS:
        if given.names and not any(name in day.name for name in given.names):
            continue
        told = asyncio.run(digests_of(day))
        for language in LANGUAGES:
            text = golden(told[language])
            if given.write:
                (FOLDER / f"{day.name}.{language}.txt").write_text(text, encoding="utf-8")
            else:
                sys.stdout.write(f"##### {day.name}.{language}\n{text}\n")


def golden(digest: Digest) -> str:
    """Show a digest's messages one under the other."""
    return "\n=====\n".join(shown(part.text) for part in render(digest))


if __name__ == "__main__":
    main()
