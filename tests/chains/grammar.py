"""From a plan to the entries that tell it: releases in one or both languages, and newspapers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from tests.chains import figures
from tests.chains.acts import Act, Kind, Plan, Reference, Tie
from tests.chains.bodies import QUEBEC, Payer, papers_of, police_of, voice_of
from tests.chains.figures import Pen
from tests.chains.filling import Filling, capital
from tests.chains.model import Body, ChainEntry
from tests.chains.portfolios import PORTFOLIOS
from tests.chains.subjects import Both
from tests.chains.words_gov import GOV_LEADS, GOV_TITLES
from tests.chains.words_more import (
    ADDS,
    CLOSING,
    COMPRISES,
    CUMULATIVE,
    DRAWS,
    ONLY_SHARES,
    ORPHAN,
    SHARE_DRAWS,
    SHARES,
)
from tests.chains.words_police import RETOLD_LEADS, RETOLD_TITLES, SWEEP_LEADS, SWEEP_TITLES
from tests.chains.words_press import PRESS_DRAWS, PRESS_LEADS, PRESS_TITLES

ELISION = re.compile(r"\bde (?=[aeiouyéêâîAEIOUÉÊÎ])")
CONTRACTED = ((" de le ", " du "), (" à le ", " au "), (" de les ", " des "), (" à les ", " aux "))
GAPS = ("\u00a0", "\u00a0", " ", "\u202f")


@dataclass(slots=True, kw_only=True)
class Teller:
    """Tells the acts of a plan; ``sweep`` is the headline that its police service always takes."""

    plan: Plan
    rng: Random
    sweep: Both

    def told(self, act: Act) -> list[ChainEntry]:
        """Tell one act: its entries, the release first, with their ids."""
        entries = self.sweep_told(act) if act.kind is Kind.SWEEP else self.released(act)
        entries += self.retold(act)
        entries.sort(key=lambda entry: entry.published)
        return [self.named(act, number, entry) for number, entry in enumerate(entries, start=1)]

    def named(self, act: Act, number: int, entry: ChainEntry) -> ChainEntry:
        name = f"{act.key}{number}"
        slug = f"{entry.published:%Y}/{self.rng.randrange(10_000, 99_999)}-{name.lower()}"
        return replace(entry, id=name, url=f"{entry.body.homepage}/{entry.lang}/{slug}")

    # --- governments and police ---------------------------------------------------------------------------------------

    def released(self, act: Act) -> list[ChainEntry]:
        """Write each payer's release, in its languages; translations keep the order of their sentences mostly."""
        payers = act.payers[:1] if len(act.payers) == 1 or self.rng.random() < 0.25 else act.payers
        choice, entries = self.rng.randrange(1000), []
        for payer in payers:
            at = act.at + timedelta(minutes=self.rng.choice((0, 0, 5, 40)))
            for lang in self.languages(payer):
                seed = choice if self.rng.random() < 0.75 else self.rng.randrange(1000)
                entries.append(self.release(act, payer, lang, seed, at))
                at += timedelta(minutes=self.rng.choice((0, 10, 70)))
        return entries

    def languages(self, payer: Payer) -> tuple[str, ...]:
        """Give the languages of a payer's release: a province translates now and then."""
        if len(payer.langs) == 1 and payer.of and self.rng.random() < 0.3:
            return ("fr", "en")
        return payer.langs

    def release(self, act: Act, payer: Payer, lang: str, seed: int, at: datetime) -> ChainEntry:
        """Write one release."""
        pen = Pen(rng=self.rng, lang=lang, gap=self.gap())
        filling = Filling(plan=self.plan, act=act, pen=pen, speaker=payer)
        body = voice_of(payer, PORTFOLIOS[self.plan.subject.portfolio])
        title = self.pick(titles_of(act), lang, seed).format_map(filling)
        lead = self.pick(ONLY_SHARES if is_shares_only(act) else GOV_LEADS[wording(act)], lang, seed)
        sentences = [lead.format_map(filling), *self.further(filling, seed)]
        return written(body, at, title, self.dateline(act, payer, lang) + " ".join(filter(None, sentences)), pen)

    def further(self, filling: Filling, seed: int) -> list[str]:
        """Write what stands behind the first sentence."""
        act, lang = filling.act, filling.pen.lang
        said = []
        if act.kind is Kind.JOINT and not is_shares_only(act):
            said.append(self.pick(SHARES, lang, seed).format_map(filling))
        for reference in act.references:
            words = self.speaking_of(act, reference)
            if words:
                told = replace(filling, reference=reference)
                said.append(self.pick(words, lang, seed).format_map(told))
        if act.orphan_envelope:
            said.append(self.pick(ORPHAN, lang, seed).format_map(filling))
        if act.cumulative:
            said.append(self.pick(CUMULATIVE[len(act.cumulative)], lang, seed).format_map(filling))
        if act.payee:
            said.append(self.pick(CLOSING, lang, self.rng.randrange(100)).format_map(filling))
        return [capital(sentence) for sentence in said]

    def speaking_of(self, act: Act, reference: Reference) -> Sequence[Both]:
        """Give the wordings that speak of another act; none where the first sentence has done so."""
        if reference.tie is Tie.DRAWS and act.kind is Kind.JOINT:
            return SHARE_DRAWS
        if reference.tie is Tie.DRAWS:
            envelope = self.plan.act(reference.to)
            is_raised = any(other.at < act.at for other in self.plan.raises(envelope))
            return [words for words in DRAWS if not (is_raised and "{env}" in words[0] and "{when}" in words[0])]
        if reference.tie is Tie.COMPRISES:
            return COMPRISES
        return ADDS if reference.tie is Tie.ADDS and act.kind is Kind.PART else ()

    def sweep_told(self, act: Act) -> list[ChainEntry]:
        """Write a police release, under the service's usual headline."""
        home = self.plan.home
        langs = ("fr",) if home is QUEBEC else ("en", "fr") if home.key == "nb" else ("en",)
        leads, entries = self.rng.randrange(100), []
        for lang in langs:
            pen = Pen(rng=self.rng, lang=lang)
            filling = Filling(plan=self.plan, act=act, pen=pen, speaker=home)
            title = self.pick((self.sweep,), lang, 0).format_map(filling)
            summary = counted(self.pick(SWEEP_LEADS, lang, leads), filling)
            entries.append(written(police_of(home), act.at, title, summary, pen))
        return entries

    # --- newspapers ---------------------------------------------------------------------------------------------------

    def retold(self, act: Act) -> list[ChainEntry]:
        """Let some newspapers tell it, hours or a day later; none where no total is stated to be rounded."""
        if is_shares_only(act):
            return []
        papers = papers_of(self.plan.home)
        wanted = self.rng.choice((0, 0, 1, 1, 2) if act.kind is Kind.SWEEP else (0, 0, 1, 1, 2, 3))
        entries: list[ChainEntry] = []
        for lang, body in self.rng.sample(papers, wanted):
            wire = [entry for entry in entries if entry.lang == lang]
            is_copy = bool(wire) and self.rng.random() < 0.25
            entries.append(copied(wire[0], body) if is_copy else self.article(act, lang, body))
            if self.rng.random() < 0.08:
                entries.append(updated(entries[-1]))
        return entries

    def article(self, act: Act, lang: str, body: Body) -> ChainEntry:
        """Write one article."""
        at = act.at + timedelta(minutes=self.rng.randrange(60, 44 * 60))
        pen = Pen(rng=self.rng, lang=lang, is_press=True, gap=self.gap())
        filling = Filling(plan=self.plan, act=act, pen=pen, speaker=act.payers[0])
        if act.kind is Kind.SWEEP:
            title = counted(self.pick(RETOLD_TITLES, lang, self.rng.randrange(100)), filling)
            return written(body, at, title, counted(self.any(RETOLD_LEADS, lang), filling), pen)
        title = self.any(PRESS_TITLES[wording(act)], lang).format_map(filling)
        sentences = [self.any(PRESS_LEADS[wording(act)], lang).format_map(filling)]
        draws = any(reference.tie is Tie.DRAWS for reference in act.references)
        if draws and act.kind is Kind.PART and self.rng.random() < 0.5:
            sentences.append(self.any(PRESS_DRAWS, lang).format_map(filling))
        return written(body, at, title, " ".join(map(capital, sentences)), pen)

    # --- choosing -----------------------------------------------------------------------------------------------------

    def pick(self, words: Sequence[Both], lang: str, seed: int) -> str:
        return words[seed % len(words)][0 if lang == "fr" else 1]

    def any(self, words: Sequence[Both], lang: str) -> str:
        return self.pick(words, lang, self.rng.randrange(100))

    def gap(self) -> str:
        return self.rng.choice(GAPS)

    def dateline(self, act: Act, payer: Payer, lang: str) -> str:
        """Open a release with its place and day; some feeds leave it out."""
        manner = self.rng.random()
        if manner < 0.25:
            return ""
        place = act.payee.city.upper() if act.payee and manner < 0.5 else payer.capital[0 if lang == "fr" else 1]
        return f"{place}, {figures.day_of(act.at.date(), lang)} {self.rng.choice(('–', '–', '-', '—', '/CNW/ –'))} "


def wording(act: Act) -> str:
    """Name the words that an act is told with: a part besides an envelope has its own."""
    return "addition" if act.kind is Kind.PART and any(r.tie is Tie.ADDS for r in act.references) else act.kind


def is_shares_only(act: Act) -> bool:
    """Tell whether only the payers' shares are stated."""
    return act.kind is Kind.JOINT and act.sum is None


def titles_of(act: Act) -> Sequence[Both]:
    """Give the headlines that an act can have: without a sum where none is stated."""
    offered = GOV_TITLES[wording(act)]
    return [both for both in offered if "{sum}" not in both[0] + both[1]] if is_shares_only(act) else offered


def copied(entry: ChainEntry, body: Body) -> ChainEntry:
    """Print an agency's text that another newspaper printed too."""
    return replace(entry, body=body, published=entry.published + timedelta(minutes=35))


def updated(entry: ChainEntry) -> ChainEntry:
    """Publish an article again as an update."""
    mark, more = ("MISE À JOUR – ", "Plus de détails à venir.") if entry.lang == "fr" else ("UPDATE: ", "More to come.")
    later = entry.published + timedelta(hours=3)
    return replace(entry, title=mark + entry.title, summary=f"{entry.summary} {more}", published=later)


def counted(words: str, filling: Filling) -> str:
    """Fill in the words of a sweep; a count that opens a sentence is spelled."""
    spelled = capital(figures.spelled(filling.act.people or 0, filling.pen.lang))
    return capital(words.replace("{Count}", spelled).format_map(filling))


def written(body: Body, at: datetime, title: str, summary: str, pen: Pen) -> ChainEntry:
    """Make an entry, with the spaces that its publisher puts before French signs."""
    texts = [spaced(text, pen.gap) if pen.lang == "fr" else text for text in (capital(title), capital(summary))]
    return ChainEntry(
        id="",
        act="",
        published=at,
        lang=pen.lang,
        body=body,
        title=texts[0],
        summary=texts[1],
        url="",
        figures=tuple(pen.written),
    )


def spaced(text: str, gap: str) -> str:
    """Elide and contract *de* and *à*, and put a publisher's own space before a colon and within quotation marks."""
    text = ELISION.sub("d'", text)
    for apart, one in CONTRACTED:
        text = text.replace(apart, one)
    return text.replace(" : ", f"{gap}: ").replace("« ", f"«{gap}").replace(" »", f"{gap}»")


def tell(plan: Plan) -> tuple[ChainEntry, ...]:
    """Tell a whole plan, in the order of publication."""
    rng = Random(plan.seed * 7919 + 1)
    teller = Teller(plan=plan, rng=rng, sweep=rng.choice(SWEEP_TITLES))
    entries = [replace(entry, act=act.key) for act in plan.acts for entry in teller.told(act)]
    return tuple(sorted(entries, key=lambda entry: (entry.published, entry.id)))
