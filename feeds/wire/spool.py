"""A body on its way: in memory while it is small, then in a file that has no name.

Who sends five megabytes and then stalls holds a file of ours, and none of the room that bodies take to be read.
"""

import errno
import os
from io import FileIO
from tempfile import TemporaryFile

from feeds.wire.failure import WireError


class Spool:
    """Bytes in the order in which they came; ``size`` is how many. Close it when nobody needs it any more."""

    __slots__ = ("_file", "_fresh", "_in_memory", "size")

    def __init__(self, *, in_memory: int) -> None:
        self.size = 0
        self._in_memory = in_memory
        self._fresh = bytearray()
        self._file: FileIO | None = None

    def add(self, piece: bytes) -> None:
        """Keep some more; raise `WireError` where the disk has no place. A body can come in a million pieces."""
        self._fresh += piece
        self.size += len(piece)
        if len(self._fresh) > self._in_memory:
            self._put_away()

    def read(self) -> bytes:
        """Give all of it."""
        if self._file is None:
            return bytes(self._fresh)
        self._file.seek(0)
        return self._file.read() + self._fresh

    def close(self) -> None:
        """Let go of it."""
        self._fresh.clear()
        if self._file is not None:
            self._file.close()

    def _put_away(self) -> None:
        try:
            self._file = self._file or TemporaryFile(buffering=0)  # noqa: SIM115  (see `close`)
            written = self._file.write(self._fresh)
        except OSError as error:
            raise no_place(error) from error
        if written != len(self._fresh):
            raise no_place(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        self._fresh.clear()


def no_place(error: OSError) -> WireError:
    """Name what is a fault of this machine and none of the publisher's."""
    return WireError("internal", f"no place for a temporary file: {error.strerror}")
