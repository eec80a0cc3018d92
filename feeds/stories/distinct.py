"""How much of each promise is new money, once what is said twice counts once. Pure.

Promises that hold the same money stand inside one another: a part in its envelope, a repeated sum in the one that
repeats it. A tree of them is worth its outermost sum, or what stands inside where that is more. Its money is counted on
the day on which it was first promised, so that a later promise adds only what the earlier ones do not hold.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from feeds.stories.model import LinkState, Relation, StoryLink
from feeds.stories.promises import CLOSE, JOINT, Promise

NOTHING = Decimal(0)


@dataclass(slots=True)
class Node:
    """A promise among those that hold the same money."""

    promise: Promise
    dated: date
    amount: Decimal
    old: Decimal = NOTHING  # money of an earlier promise inside it, of which the texts do not say which part it was
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    link: StoryLink | None = None  # by which it stands inside its parent, or its parent around it

    @property
    def root(self) -> "Node":
        """The outermost promise around this one."""
        return self if self.parent is None else self.parent.root


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a promise adds to distinct money, and the link because of which it is not all of it."""

    counts: Decimal
    link: StoryLink | None


def count(
    promises: Mapping[str, tuple[Promise, ...]], dates: Mapping[str, date], links: Iterable[StoryLink]
) -> dict[str, Counted]:
    """Say of each promise, by its id, how much of it is new; only certain links count."""
    nodes = {
        story: [Node(promise=p, dated=dates[story], amount=p.amount or NOTHING) for p in found]
        for story, found in promises.items()
    }
    for link in sorted(links, key=lambda link: (link.relation, link.source, link.target, link.part)):
        if link.state is LinkState.CERTAIN and link.source in nodes and link.target in nodes:
            apply(link, nodes[link.source], nodes[link.target])
    every = [node for found in nodes.values() for node in found]
    return {node.promise.id: Counted(counts=new, link=link) for node, new, link in counted(every)}


def apply(link: StoryLink, sources: list[Node], targets: list[Node]) -> None:
    """Put one side of a link inside the other."""
    if link.relation is Relation.PART_OF:
        for source in concerned(drawing(sources, targets), link.amount):
            place(source, payer_of(targets, source), link)
    elif link.relation is Relation.REPEATS:
        repeat(link, sources, targets)
    elif link.relation is Relation.AMENDS:
        for source in sources:
            amend(source, payer_of(targets, source), link)


def repeat(link: StoryLink, sources: list[Node], targets: list[Node]) -> None:
    """Let money that is said again count once: all of a promise, or a sum inside it."""
    for source in sources:
        wanted = link.amount if link.amount is not None else source.amount
        for target in concerned(same_payer(targets, source), wanted):
            if is_close(wanted, source.amount):
                level(source, target, targets)
                place(source, target, link)
            elif wanted > source.amount:
                place(source, target, link)
            elif is_close(wanted, target.amount):
                target.amount = exacter(target.amount, wanted)
                place(target, source, link)
            elif source.link is None:
                source.old, source.link = min(wanted, target.amount), link


def level(source: Node, target: Node, targets: list[Node]) -> None:
    """Let what is the same sum have its exacter figure; what repeats a divided sum holds, of each payer, a share."""
    if is_close(source.amount, target.amount):
        target.amount = source.amount = exacter(target.amount, source.amount)
    elif is_close(source.amount, sum((node.amount for node in targets), NOTHING)):
        source.amount = target.amount


def amend(source: Node, target: Node | None, link: StoryLink) -> None:
    """Let a changed sum be the one that stands."""
    if target is None or not source.amount:
        return
    if source.amount >= target.amount:
        place(target, source, link)
    else:
        target.amount = source.amount
        place(source, target, link)


def place(inner: Node, outer: Node | None, link: StoryLink) -> None:
    """Put a promise inside another, unless it stands in one already or holds the other itself."""
    if outer is None or inner is outer or inner.parent is not None or outer.root is inner:
        return
    inner.parent = outer
    inner.link = link
    outer.children.append(inner)


def drawing(sources: list[Node], targets: list[Node]) -> list[Node]:
    """Give the promises that may stand inside another story's: of a joint one, only those of a payer of the other."""
    payers = {target.promise.payer_key for target in targets}
    own = [source for source in sources if source.promise.payer_key in payers]
    return own or [source for source in sources if len(sources) == 1 and source.promise.payer_key != JOINT]


def concerned(nodes: list[Node], amount: Decimal | None) -> list[Node]:
    """Give the promises that a stated sum is about: the one that is that sum, else all."""
    if amount is None:
        return nodes
    return [node for node in nodes if is_close(node.amount, amount)][:1] or nodes


def payer_of(nodes: list[Node], inner: Node) -> Node | None:
    """Give the promise of the same payer, else the largest."""
    return max(same_payer(nodes, inner), key=lambda node: node.amount, default=None)


def same_payer(nodes: list[Node], other: Node) -> list[Node]:
    """Give the promises of another's payer, or all where none is."""
    return [node for node in nodes if node.promise.payer_key == other.promise.payer_key] or nodes


def is_close(x: Decimal, y: Decimal) -> bool:
    """Tell whether two sums are the same, one perhaps rounded."""
    return abs(x - y) <= CLOSE * max(x, y)


def exacter(x: Decimal, y: Decimal) -> Decimal:
    """Choose the exacter of two sums: the one whose last figure stands further to the right."""
    return max(x, y, key=lambda value: -int(value.normalize().as_tuple().exponent))


def counted(nodes: Iterable[Node]) -> Iterable[tuple[Node, Decimal, StoryLink | None]]:
    """Walk each tree in the order of its days, and give each promise what it adds to what is known by then."""
    trees: dict[int, list[Node]] = {}
    for node in nodes:
        trees.setdefault(id(node.root), []).append(node)
    for tree in trees.values():
        seen: set[int] = set()
        worth = NOTHING
        for node in sorted(tree, key=lambda node: (node.dated, node.promise.id)):
            seen.add(id(node))
            now = worth_of(node.root, seen)
            yield node, now - worth, reason(node, seen) if now - worth < (node.promise.amount or NOTHING) else None
            worth = now


def worth_of(node: Node, seen: set[int]) -> Decimal:
    """Say how much distinct money a tree holds, as far as its promises are known."""
    inside = sum((worth_of(child, seen) for child in node.children), NOTHING)
    return max(node.amount - node.old, inside) if id(node) in seen else inside


def reason(node: Node, seen: set[int]) -> StoryLink | None:
    """Give the link because of which a promise is not all new."""
    if node.link is not None and (node.old or id(node.parent) in seen):
        return node.link
    return next((child.link for child in node.children if id(child) in seen), node.link)
