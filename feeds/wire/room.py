"""Room for large bodies: so many bytes of them are held at once, whoever came first; small ones need none."""

import asyncio
from collections import deque


class Room:
    """Bytes that are given to those who ask for them, in turn."""

    def __init__(self, size: int) -> None:
        self._size = self._free = size
        self._waiting: deque[tuple[int, asyncio.Future[None]]] = deque()

    def share(self) -> "Share":
        """Give a part of nothing yet."""
        return Share(self)

    async def take(self, size: int) -> int:
        """Wait for so many bytes, or for all there are where these are fewer; return how many were taken."""
        asked = min(size, self._size)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, turn))
        self._let_in()
        try:
            await turn
        except asyncio.CancelledError:
            self._give_up(asked, turn)
            raise
        return asked

    def give(self, size: int) -> None:
        """Take bytes back, and let in who has waited for them."""
        self._free += size
        self._let_in()

    def _let_in(self) -> None:
        while self._waiting and self._waiting[0][0] <= self._free:
            asked, turn = self._waiting.popleft()
            self._free -= asked
            turn.set_result(None)

    def _give_up(self, asked: int, turn: "asyncio.Future[None]") -> None:
        """Leave the line; one who is called off in the moment of being let in gives back what it got."""
        if (asked, turn) in self._waiting:
            self._waiting.remove((asked, turn))
            self._let_in()
        else:
            self.give(asked)


class Share:
    """What one body takes of a room, from when it turns out to be large until nobody needs it any more."""

    __slots__ = ("_room", "size")

    def __init__(self, room: Room) -> None:
        self._room, self.size = room, 0

    def __enter__(self) -> "Share":
        return self

    def __exit__(self, *_: object) -> None:
        self.shrink(0)

    async def take(self, size: int) -> None:
        """Wait for room; only once, so that nobody who has some waits for more."""
        if not self.size:
            self.size = await self._room.take(size)

    def shrink(self, size: int) -> None:
        """Give back what is not needed."""
        if size < self.size:
            given, self.size = self.size - size, size
            self._room.give(given)
