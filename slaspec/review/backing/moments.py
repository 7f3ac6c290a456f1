"""The days on which two revisions are compared: today, when texts begin, and for each draft."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from slaspec.checks.backed.leaves import leaves, promises
from slaspec.language.book import Book
from slaspec.language.model import Agreement

if TYPE_CHECKING:
    from slaspec.language.amendments import Text
    from slaspec.review.pair import Pair


@dataclass(frozen=True)
class Moment:
    """
    Both books with the texts of one day.

    `effective` is the day where it lies ahead, None for the day of the review. `draft`: the head
    holds a text that is not signed by all who have to. `begins` are the agreements of which a text
    begins, None where all are to be compared.
    """

    base: Book
    head: Book
    effective: date | None = None
    draft: bool = False
    begins: frozenset[str] | None = None


def moments(pair: Pair, as_of: date, ids: Collection[str]) -> Iterator[Moment]:
    """
    The day of the review, each later one on which a text of these agreements or of those behind
    them begins in either book, and each draft of the head.
    """
    base, head = pair.base, pair.head
    yield Moment(base.dated(as_of), head.dated(as_of))
    behind = standing_behind(base, ids) | standing_behind(head, ids)
    beginning: dict[date, set[str]] = {}
    for id, text in (*_amended(base, behind), *_amended(head, behind)):
        if text.begins > as_of:
            beginning.setdefault(text.begins, set()).add(id)
    for day, changed in sorted(beginning.items()):
        yield Moment(base.dated(day), head.dated(day), day, begins=frozenset(changed))
    for id in sorted(behind & head.histories.keys()):
        for draft in head.histories[id].drafts:
            yield _with_draft(pair, id, draft, as_of)


def standing_behind(book: Book, ids: Collection[str]) -> set[str]:
    """These agreements, and all that their texts of any day name as standing behind them."""
    found, waiting = set[str](), list(ids)
    while waiting:
        id = waiting.pop()
        if id in found:
            continue
        found.add(id)
        for agreement in _texts(book, id):
            waiting += agreements_named(agreement)
    return found


def agreements_named(agreement: Agreement) -> list[str]:
    """The agreements whose targets the trees of a whole text name."""
    named = (leaf for each in promises(agreement) for leaf in leaves(each) if not leaf.is_tree)
    return [leaf.refers_to.partition("#")[0] for leaf in named]


def _texts(book: Book, id: str) -> Iterator[Agreement]:
    history = book.histories.get(id)
    if history is not None:
        yield from (text.agreement for text in (*history.texts, *history.drafts))
    elif (agreement := book.get(id, Agreement)) is not None:
        yield book.whole(agreement)


def _amended(book: Book, ids: Collection[str]) -> Iterator[tuple[str, Text]]:
    for id, history in book.histories.items():
        if id in ids:
            yield from ((id, text) for text in history.texts[1:])


def _with_draft(pair: Pair, id: str, draft: Text, as_of: date) -> Moment:
    """The day of a draft as if it were signed; on the base too, where that has it."""
    day = max(draft.begins, as_of)
    amendment = draft.made_by
    earlier = pair.base.histories.get(id)
    same = next(
        (
            text
            for text in (earlier.drafts if earlier is not None else ())
            if text.made_by and amendment and text.made_by.id == amendment.id
        ),
        None,
    )
    return Moment(
        _holding(pair.base, day, id, same),
        _holding(pair.head, day, id, draft),
        day,
        draft=True,
        begins=frozenset({id}),
    )


def _holding(book: Book, day: date, id: str, text: Text | None) -> Book:
    if text is None:
        return book.dated(day)
    texts = {each: told.on(day).agreement for each, told in book.histories.items()}
    return book.with_texts(day, {**texts, id: text.agreement})
