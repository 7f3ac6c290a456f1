"""The changes of a review, before and after, with what has become of their backing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from slaspec.report.review_outline import (
    Items,
    Quoted,
    Section,
    Table,
    Words,
    listed,
)
from slaspec.report.review_words import DIRECTIONS, EFFECTS, backed, objective_of, place_of, since

if TYPE_CHECKING:
    from slaspec.review.change import Change
    from slaspec.review.review import BackingChange, Review

HEADINGS = ("", "What", "Before", "After", "Direction", "Backed?")
MOST_NAMED = 2
NOTHING: Words = ("–",)


def changes_section(review: Review) -> Section:
    """What is promised, measured or paid otherwise, and promises that others' changes reach."""
    near = _near(review.backing)
    moved = [(each, list(_of(each, near))) for each in review.changes if each.material]
    rows = [_row(change, backing) for change, backing in moved]
    told = {id(each) for _, backing in moved for each in backing}
    rows += [_untouched(each) for each in review.backing if id(each) not in told]
    caption = "What is promised, measured or paid otherwise"
    return Section("Changes", "change", Table(caption, HEADINGS, tuple(rows), name=1))


def other_changes_section(review: Review) -> Section:
    """What touches neither a promise nor a price."""
    rows = tuple(
        (*_place(change), _value(change.before), _after(change))
        for change in review.changes
        if not change.material
    )
    title = "Changes that touch neither a promise nor a price"
    table = Table(title, HEADINGS[:4], rows, name=1)
    return Section(title, "change", table, folded=True)


def sentences_section(review: Review) -> Section:
    """Each change as a sentence with its rule and its place."""
    groups = tuple((Items((_sentence(change),)),) for change in review.changes)
    return Section("The changes in sentences", "change", groups=groups, folded=True)


def _near(backing: Iterable[BackingChange]) -> Mapping[str, list[BackingChange]]:
    """By the documents that may move them: their own, and those that they stand on."""
    found: dict[str, list[BackingChange]] = {}
    for each in backing:
        for document in dict.fromkeys((each.document, *each.through)):
            found.setdefault(document, []).append(each)
    return found


def _row(change: Change, backing: list[BackingChange]) -> tuple[Words, ...]:
    return (
        *_place(change),
        _value(change.before),
        _after(change),
        _direction(change),
        _backing(change, backing),
    )


def _place(change: Change) -> tuple[Words, Words]:
    return (
        (DIRECTIONS[change.direction],),
        (Quoted(place_of(change.document, change.path)),),
    )


def _value(said: str) -> Words:
    return (Quoted(said),) if said else NOTHING


def _after(change: Change) -> Words:
    later = since(change.effective, draft=change.draft)
    return (*_value(change.after), later) if later else _value(change.after)


def _direction(change: Change) -> Words:
    sort = "" if change.sort == "changed" else f"{change.sort}, "
    return (sort + change.direction + (", another meaning" if change.meaning else ""),)


def _of(change: Change, near: Mapping[str, list[BackingChange]]) -> Iterator[BackingChange]:
    """The promises whose backing a change moves: its own, or those that it stands behind."""
    if "remedies" not in change.path:
        yield from (each for each in near.get(change.document, ()) if _moves(change, each))


def _moves(change: Change, backing: BackingChange) -> bool:
    if change.document != backing.document:
        return True
    of_one = "objectives" in change.path
    return backing.target in (change.target, *change.targets) and (
        not of_one or backing.objective in change.path
    )


def _backing(change: Change, moved: list[BackingChange]) -> Words:
    """Broken promises first; of many, how many."""
    order = list(EFFECTS)
    ordered = sorted(moved, key=lambda each: order.index(each.effect))
    if len(ordered) > MOST_NAMED:
        effects = [EFFECTS[each.effect] for each in ordered]
        return listed([(f"{word} ({effects.count(word)})",) for word in dict.fromkeys(effects)])
    cells: list[Words] = []
    for each in ordered:
        own = (each.document, each.target) == (change.document, change.target)
        dated = (each.effective, each.draft) != (change.effective, change.draft)
        said = backed(each, dated=dated)
        cells.append((said,) if own else (f"{said} ", Quoted(objective_of(each))))
    return listed(cells) or (("as before",) if change.target else NOTHING)


def _untouched(change: BackingChange) -> tuple[Words, ...]:
    what: Words = (Quoted(objective_of(change)),)
    through = listed([(Quoted(each),) for each in change.through])
    said = (backed(change), *((" through ", *through) if through else ()))
    return (("=",), what, NOTHING, ("unchanged",), NOTHING, said)


def _sentence(change: Change) -> Words:
    place = Quoted(place_of(change.document, change.path))
    where = Quoted(str(change.span))
    rule = Quoted(change.rule)
    return (where, " ", rule, f" {change.direction}, ", place, ": ", Quoted(change.sentence))
