"""Files that a command is given to read."""

import sys
from pathlib import Path
from typing import BinaryIO

from feeds.errors import UsageError


def opened(file: str | Path | None) -> BinaryIO:
    """Open a file, or standard input for ``-`` and for none; raise `UsageError` where it cannot be read."""
    try:
        return sys.stdin.buffer if file is None or str(file) == "-" else Path(file).open("rb")
    except OSError as error:
        raise UsageError("{file}: {why}", file=file, why=error) from error
