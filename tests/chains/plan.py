"""A random plan of what really happened around one subject, from a seed."""

from dataclasses import replace
from random import Random

from tests.chains.acts import Act, Kind, Plan, Reference, Sum, Tie
from tests.chains.bodies import CANADA, PROVINCES, QUEBEC, Payer, city_payer
from tests.chains.drawing import Drawing
from tests.chains.more_subjects import ALL_SUBJECTS
from tests.chains.sums import MILLION, beside, draw_sum
from tests.chains.sweeps import draw_sweeps


def draw(seed: int) -> Plan:
    """Draw a plan: an envelope and what is said around it."""
    rng = Random(seed)
    subject = rng.choice(ALL_SUBJECTS)
    home = QUEBEC if rng.random() < 0.45 else rng.choice(PROVINCES)
    drawing = Drawing(rng=rng, subject=subject, home=home)
    owner = CANADA if rng.random() < 0.25 else home
    envelope = draw_envelope(drawing, owner)
    for chance, add in ((0.45, comprised), (0.55, joint), (0.3, raised), (0.35, addition), (0.25, orphans)):
        if rng.random() < chance:
            add(drawing, envelope)
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        drawn_part(drawing, envelope)
    for chance, add in ((0.3, silent), (0.3, again), (0.55, unrelated), (0.3, unrelated), (0.25, second_envelope)):
        if rng.random() < chance:
            add(drawing, envelope)
    if subject.offence and rng.random() < 0.8:
        draw_sweeps(drawing)
    acts = sorted(with_counts(drawing).values(), key=lambda act: (act.at, act.key))
    return Plan(seed=seed, subject=subject, home=home, acts=tuple(acts))


def draw_envelope(drawing: Drawing, owner: Payer) -> Act:
    """Launch a plan with its envelope."""
    low, high = (bound * MILLION for bound in drawing.subject.scale)
    years = drawing.rng.choice((3, 4, 5, 5))
    month = drawing.first_month()
    return drawing.add(
        Kind.ENVELOPE,
        month,
        payers=(owner,),
        sum=draw_sum(drawing.rng, low, high, taken=drawing.taken, is_large=True),
        years=years,
        scheme=drawing.scheme(owner, month, years),
        measures=drawing.rng.randrange(12, 60),
    )


def second_envelope(drawing: Drawing, envelope: Act) -> None:
    """Let the other government launch a plan of its own on the same subject, and draw on it once."""
    other = drawing.home if envelope.payers[0] is CANADA else CANADA
    low, high = (bound * MILLION for bound in drawing.subject.scale)
    month = drawing.month_after(envelope, 2, 18)
    launched = drawing.add(
        Kind.ENVELOPE,
        month,
        payers=(other,),
        sum=draw_sum(drawing.rng, low, high, taken=drawing.taken, is_large=True),
        years=4,
        scheme=drawing.scheme(other, month, 4),
        measures=drawing.rng.randrange(12, 60),
    )
    if drawing.rng.random() < 0.6:
        drawn_part(drawing, launched)


def comprised(drawing: Drawing, envelope: Act) -> None:
    """Let a sum be announced before the envelope, which says that it holds it."""
    value = envelope_value(envelope)
    pledged = draw_sum(drawing.rng, value // 4, value * 7 // 10, taken=drawing.taken, is_large=True)
    earlier = drawing.add(
        Kind.PLEDGE,
        drawing.month_before(envelope, 2, 8),
        payers=envelope.payers,
        sum=pledged,
        years=envelope.years,
        use=drawing.use(),
    )
    drawing.refer(envelope, Reference(tie=Tie.COMPRISES, to=earlier.key, amount=pledged.headline or pledged.value))


def part(drawing: Drawing, envelope: Act, payer: Payer, tie: Tie | None, sum_: Sum | None = None) -> Act:
    """Give a sum to somebody, in the years of an envelope."""
    value = envelope_value(envelope)
    given = sum_ or draw_sum(drawing.rng, max(120_000, value // 400), value // 9, taken=drawing.taken)
    return drawing.add(
        Kind.PART,
        drawing.month_after(envelope, 1, 12 * (envelope.years or 4) - 2),
        payers=(payer,),
        sum=given,
        years=drawing.rng.choice((None, None, 1, 2, 3)),
        payee=drawing.payee(city_of(payer)),
        use=drawing.use(),
        scheme=envelope.scheme if tie in (Tie.DRAWS, Tie.ADDS) else None,
        references=(Reference(tie=tie, to=envelope.key),) if tie else (),
    )


def drawn_part(drawing: Drawing, envelope: Act) -> None:
    """Draw on the envelope, and say so."""
    part(drawing, envelope, envelope.payers[0], Tie.DRAWS)


def silent(drawing: Drawing, envelope: Act) -> None:
    """Draw on the envelope without a word of it."""
    part(drawing, envelope, envelope.payers[0], Tie.SILENT)


def addition(drawing: Drawing, envelope: Act) -> None:
    """Promise money besides the envelope."""
    part(drawing, envelope, envelope.payers[0], Tie.ADDS)


def orphans(drawing: Drawing, envelope: Act) -> None:
    """Draw on an envelope that was never announced here: there is nothing to count it in."""
    scheme = drawing.scheme(envelope.payers[0], envelope.at.year * 12 - 12, 7)
    low, high = (bound * MILLION for bound in drawing.subject.scale)
    size = draw_sum(drawing.rng, low, high, taken=drawing.taken).value // MILLION * MILLION
    for _ in range(drawing.rng.choice((1, 1, 2))):
        act = part(drawing, envelope, envelope.payers[0], None)
        drawing.acts[act.key] = replace(act, scheme=scheme, orphan_envelope=size)


def joint(drawing: Drawing, envelope: Act) -> None:
    """Let two payers announce something together, and one of them announce its share again in a larger sum."""
    rng, home = drawing.rng, drawing.home
    other = CANADA if rng.random() < 0.75 else city_payer(drawing.city(), home)
    value = envelope_value(envelope)
    exact = draw_sum(rng, max(400_000, value // 80), value // 8, taken=drawing.taken).value // 100 * 100
    share, own = (beside(exact) if rng.random() < 0.7 else exact), draw_sum(rng, exact, 4 * exact, taken=drawing.taken)
    parts = ((home, own.value), (other, share))
    made = drawing.add(
        Kind.JOINT,
        drawing.month_after(envelope, 3, 36),
        payers=(home, other),
        sum=joint_total(rng, own.value + share),
        parts=parts,
        years=rng.choice((None, 3, 4, 6)),
        payee=drawing.payee(city_of(other)),
        use=drawing.use(),
    )
    if rng.random() < 0.25 and envelope.payers[0] is home:
        drawing.refer(made, Reference(tie=Tie.DRAWS, to=envelope.key, amount=own.value), scheme=envelope.scheme)
    elif rng.random() < 0.75:
        is_other = other is CANADA and rng.random() < 0.75
        larger(drawing, made, other if is_other else home, exact if is_other else own.value)


def joint_total(rng: Random, added: int) -> Sum | None:
    """State the total of the shares: exactly, rounded, or not at all."""
    manner = rng.random()
    if manner < 0.15:
        return None
    headline = beside(added)
    if manner < 0.6 or headline == added:
        return Sum(value=added)
    return Sum(value=headline, qualifier="nearly" if headline > added else "more_than")


def larger(drawing: Drawing, made: Act, payer: Payer, exact: int) -> None:
    """Announce one payer's share again, exactly, inside a larger sum a year later."""
    low = max(exact * 2, 1_000_000)
    total = draw_sum(drawing.rng, low, exact * 9 + low, taken=drawing.taken).value
    total = total // 100_000 * 100_000
    drawing.add(
        Kind.LARGER,
        drawing.month_after(made, 8, 15),
        payers=(payer,),
        sum=Sum(value=total),
        payee=made.payee,
        other_payee=drawing.payee(),
        references=(Reference(tie=Tie.REPEATS, to=made.key, amount=exact),),
    )


def raised(drawing: Drawing, envelope: Act) -> None:
    """Raise the envelope: to a new sum, or by a sum."""
    old = envelope_value(envelope)
    more = draw_sum(drawing.rng, old // 5, old * 7 // 10, taken=drawing.taken).value // MILLION * MILLION or MILLION
    is_whole = drawing.rng.random() < 0.6
    drawing.taken.add(old + more)
    drawing.add(
        Kind.RAISED if is_whole else Kind.TOPPED_UP,
        drawing.month_after(envelope, 8, 30),
        payers=envelope.payers,
        sum=Sum(value=old + more if is_whole else more),
        scheme=envelope.scheme,
        old=old,
        new=old + more,
        references=(Reference(tie=Tie.INSTEAD if is_whole else Tie.ADDS, to=envelope.key),),
    )


def again(drawing: Drawing, envelope: Act) -> None:
    """Announce a part once more, whole."""
    parts = [act for act in drawing.acts.values() if act.kind is Kind.PART and act.sum]
    if parts:
        told = drawing.rng.choice(parts)
        drawing.add(
            Kind.AGAIN,
            drawing.month_after(told, 5, 14),
            payers=told.payers,
            sum=told.sum,
            years=told.years,
            payee=told.payee,
            use=told.use,
            references=(Reference(tie=Tie.REPEATS, to=told.key),),
        )


def unrelated(drawing: Drawing, envelope: Act) -> None:
    """Promise a sum that stands elsewhere in the chain too, to others, by the same payer or another one."""
    sums = [act.sum for act in drawing.acts.values() if act.kind in (Kind.PART, Kind.JOINT) and act.sum]
    home = drawing.home
    payer = drawing.rng.choice((home, home, envelope.payers[0], city_payer(drawing.city(), home)))
    part(drawing, envelope, payer, None, drawing.rng.choice(sums) if sums else None)


def city_of(payer: Payer) -> str | None:
    """Give the place of a city that pays."""
    return payer.name if payer.level == "municipal" else None


def envelope_value(envelope: Act) -> int:
    assert envelope.sum
    return envelope.sum.value


def with_counts(drawing: Drawing) -> dict[str, Act]:
    """Let a release that promises money cite arrests of past years, where police is part of the subject."""
    if drawing.subject.offence is None:
        return drawing.acts
    spoken = (Kind.PLEDGE, Kind.ENVELOPE, Kind.PART)
    return {
        key: replace(act, cumulative=drawing.counts())
        if act.kind in spoken and act.payers[0] is drawing.home and drawing.rng.random() < 0.3
        else act
        for key, act in drawing.acts.items()
    }
