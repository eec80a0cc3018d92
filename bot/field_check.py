"""The field check: what the edit probe counts on, tried out in one chat with test messages that are deleted after.

    rights   no right to edit the messages of others: a probe could overwrite one
    post     a message, and its number
    same     edited into the same text: "message is not modified"
    other    edited into another text: done
    next     a second message: the next number; in chats that count together only a greater one
    behind   edited at the next three numbers: "message to edit not found"
    foreign  a message of somebody else, where one is named: "message can't be edited"

Nothing is edited in a chat where the bot could change what is not its own. The chat's lane is held meanwhile.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from bot.inquiring import Done, Inquirer, Me, No, Place, Silence, Standing, standing_in
from bot.pacing import Pace
from bot.rights import rights_of
from bot.say.doctor import Finding, Observation, observation_json, step_name, test_text
from bot.settling import LONGEST_WAIT, MISSING_IN_A_ROW, TIMES
from feeds.errors import PlainError
from storage.chats import heir_of
from storage.database import Database
from storage.field_checks import Seen, note_field_check
from storage.ids import is_ours
from storage.lanes import hold_lane, keep_claim, settle
from storage.outgoing import Outcome, Refused, RetryLater, Sent, Uncertain, lane_of

NOT_MODIFIED = "message is not modified"
NOT_FOUND = "message to edit not found"
NOT_OURS = "message can't be edited"
NO_RIGHT = "no such right"
RIGHT = "the right to edit others' messages"
Answer = TypeVar("Answer")


class FieldError(PlainError):
    """A field check that could not be carried through; the message is one line."""


class UnreachedError(FieldError):
    """Telegram could not be asked."""

    exit_code = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A chat to check, who asks, and a message there that somebody else wrote, if one is known."""

    chat: str
    who: str
    foreign: int | None = None


async def check_field(  # noqa: PLR0913  (what is checked, with whose help, and when)
    db: Database,
    inquirer: Inquirer,
    asked: Asked,
    *,
    now: Callable[[], datetime],
    tell: Callable[[Observation], None],
    pace: Pace | None = None,
) -> list[Observation]:
    """Check a chat and write down what was seen; raise `FieldError` where it could not be carried through."""
    chat = await db.look(heir_of, asked.chat)
    me, place = known(await inquirer.me()), known(await inquirer.place(chat))
    if asked.foreign and await db.look(is_ours, (lane_of(chat), *place.names), asked.foreign):
        raise FieldError(f"message {asked.foreign} of {chat} is ours: name one that somebody else wrote")
    held = await db.run(hold_lane, chat, place.names, now())
    if held is None:
        raise FieldError(f"something of ours is on its way to {chat}; run greffier send, then try again")
    check = FieldCheck(
        inquirer=inquirer,
        chat=chat,
        place=place,
        me=me,
        foreign=asked.foreign,
        pace=pace or Pace(),
        is_kept=lambda: db.run(keep_claim, held, now()),
        tell=tell,
    )
    try:
        observed = await check.run()
        await db.run(note_field_check, seen_by(asked.who, chat, check, observed), now())
    finally:
        await asyncio.shield(db.run(settle, held, outcome_of(check.posted), now(), timedelta(0)))
    return observed


def known(answer: Answer | No | Silence) -> Answer:
    """Give what was asked for; raise `FieldError` where it was not told."""
    if isinstance(answer, No):
        raise FieldError(f"Telegram says: {answer.words}")
    if isinstance(answer, Silence):
        raise UnreachedError(f"Telegram could not be asked: {answer.reason}")
    return answer


def outcome_of(posted: list[int]) -> Outcome:
    """Settle what held the lane: the greatest number is where the probe of the next message begins."""
    return Sent(message_id=max(posted)) if posted else Refused(reason="a field check that posted nothing")


@dataclass(slots=True, kw_only=True)
class FieldCheck:
    """One check of one chat. ``is_kept`` holds the chat's lane for longer, and says whether it still holds."""

    inquirer: Inquirer
    chat: str
    place: Place
    me: Me
    foreign: int | None
    pace: Pace
    is_kept: Callable[[], Awaitable[bool]]
    tell: Callable[[Observation], None]
    is_ending: bool = False
    posted: list[int] = field(default_factory=list)
    observed: list[Observation] = field(default_factory=list)
    stands: Standing | None = None

    async def run(self) -> list[Observation]:
        """Try everything out until something is not as expected; take the test messages away, whatever happens."""
        try:
            await self._try_out()
        finally:
            await self._clean_up()
        return self.observed

    async def _try_out(self) -> None:
        for step in (self._rights, self._first, self._same, self._other, self._second, self._behind, self._foreign):
            if not await step():
                return

    async def _rights(self) -> bool:
        """Look whether the bot may post, and may not edit what others wrote."""
        stands = await self._asked(lambda: standing_in(self.inquirer, self.chat, self.place, self.me))
        if not isinstance(stands, Standing):
            return self._note("rights", NO_RIGHT, stands)
        self.stands = stands
        if not stands.may_post:
            return self._keep("rights", "may post", "may not post", is_so=False)
        return self._keep(
            "rights", NO_RIGHT, RIGHT if stands.may_edit_others else NO_RIGHT, is_so=not stands.may_edit_others
        )

    async def _first(self) -> bool:
        number = await self._post(1)
        if isinstance(number, int):
            return self._keep("post", "a number", str(number), is_so=True)
        return self._note("post", "a number", number)

    async def _second(self) -> bool:
        """Post once more: whoever counts alone gives the next number, the others a greater one."""
        first, number = self.posted[0], await self._post(2)
        is_alone = self.place.kind.counts_alone
        expected = str(first + 1) if is_alone else f"> {first}"
        if isinstance(number, int):
            is_so = number == first + 1 if is_alone else number > first
            return self._keep("next", expected, str(number), is_so=is_so)
        return self._note("next", expected, number)

    async def _same(self) -> bool:
        answer = await self._edit(self.posted[0], 1)
        return self._note("same", NOT_MODIFIED, answer)

    async def _other(self) -> bool:
        answer = await self._edit(self.posted[0], 3, is_safe=False)
        return self._note("other", "done", answer)

    async def _behind(self) -> bool:
        """Edit where nothing stands yet; each number is asked for again where no answer came."""
        for number in range(self.posted[-1] + 1, self.posted[-1] + 1 + MISSING_IN_A_ROW):
            answer = await self._edit(number, 3)
            if not self._note("behind", NOT_FOUND, answer):
                return False
        return True

    async def _foreign(self) -> bool:
        """Edit what somebody else wrote: the bot has no right to, as was seen."""
        if self.foreign is None:
            return True
        answer = await self._edit(self.foreign, 3)
        return self._note("foreign", NOT_OURS, answer)

    async def _post(self, part: int) -> int | No | Silence:
        """Post a test message, and know its number; one whose answer is lost is not posted again."""
        number = await self._asked(lambda: self.inquirer.post(self.chat, test_text(part)), is_safe=False)
        if isinstance(number, int):
            self.posted.append(number)
        return number

    async def _edit(self, number: int, part: int, *, is_safe: bool = True) -> Done | No | Silence:
        return await self._asked(lambda: self.inquirer.edit(self.chat, number, test_text(part)), is_safe=is_safe)

    async def _asked(
        self, ask: Callable[[], Awaitable[Answer | No | Silence]], *, is_safe: bool = True
    ) -> Answer | No | Silence:
        """Ask when it is the chat's turn; again where nothing was done, or where doing it twice does no harm."""
        answer: Answer | No | Silence = Uncertain(reason="not asked")
        for _ in range(TIMES):
            await self.pace.turn(lane_of(self.chat))
            if not (await self.is_kept() or self.is_ending):
                raise FieldError(f"another process took up what waits for {self.chat}; try again")
            answer = await ask()
            if not isinstance(answer, Silence) or (isinstance(answer, Uncertain) and not is_safe):
                break
            await asyncio.sleep(min(answer.wait, LONGEST_WAIT).total_seconds() if isinstance(answer, RetryLater) else 0)
        return answer

    def _note(self, step: str, expected: str, answer: Done | No | Silence) -> bool:
        """Note what was answered; Telegram's words may say more than is expected."""
        seen = words_of(answer)
        is_so = expected in seen.lower() if isinstance(answer, No) else seen == expected
        return self._keep(step, expected, seen, is_so=is_so, is_unreached=isinstance(answer, Silence))

    def _keep(self, step: str, expected: str, seen: str, *, is_so: bool, **more: bool) -> bool:
        """Keep an observation, and tell it."""
        observation = Observation(step=step, expected=expected, seen=seen, is_so=is_so, **more)
        self.observed.append(observation)
        self.tell(observation)
        return is_so

    async def _clean_up(self) -> None:
        """Take the test messages away; one that cannot be is named."""
        self.is_ending = True
        left = [number for number in self.posted if not isinstance(await self._deleted(number), Done)]
        if self.posted:
            self._keep("delete", "done", ", ".join(map(str, left)) or "done", is_so=not left, is_required=False)

    async def _deleted(self, number: int) -> Done | No | Silence:
        return await self._asked(lambda: self.inquirer.delete(self.chat, number))


def words_of(answer: Done | No | Silence) -> str:
    """Write what was answered."""
    match answer:
        case No(words=words):
            return words
        case Done():
            return "done"
    return answer.reason


def seen_by(who: str, chat: str, check: FieldCheck, observed: list[Observation]) -> Seen:
    """Give what was seen as it is kept."""
    wrong = failed(observed)
    return Seen(
        chat=chat,
        names=check.place.names,
        observed=[observation_json(one) for one in observed],
        wrong=wrong.step if wrong else None,
        who=who,
        rights=rights_of(check.stands) if check.stands else None,
    )


def failed(observed: list[Observation]) -> Observation | None:
    """Give the first thing that is not as the edit probe needs it."""
    return next((seen for seen in observed if seen.is_required and not seen.is_so), None)


def verdict(chat: str, observed: list[Observation], language: str) -> Finding:
    """Say what the observations come to."""
    wrong = failed(observed)
    if wrong is None:
        return Finding(name="field-confirmed", values={"chat": chat})
    return Finding(name="field-refuted", values={"chat": chat, "step": step_name(wrong.step, language)})
