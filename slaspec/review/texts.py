"""The texts of one agreement on both sides, on every day on which one of them begins."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from slaspec.language.amendments import History, Text
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Terms
from slaspec.language.model.node import NOWHERE
from slaspec.language.text_tree import Written

NO_TREE = Written({}, NOWHERE)  # of a text that no amendment changes


@dataclass(frozen=True)
class Compared:
    """
    Two texts of one agreement; one of them is None where there is no such agreement.

    `effective` is the day on which they begin to hold, None for the text as it was signed; `draft`:
    the later one is not signed by all who have to.
    """

    base: Agreement | None
    head: Agreement | None
    effective: date | None = None
    draft: bool = False


def texts(base: Book, head: Book, base_id: str, head_id: str) -> Iterator[Compared]:
    """The texts to be compared, by their days, and then those of drafts."""
    one, two = history(base, base_id), history(head, head_id)
    yield Compared(one.texts[0].agreement, two.texts[0].agreement)
    for day in sorted({text.begins for side in (one, two) for text in side.texts[1:]}):
        yield Compared(one.on(day).agreement, two.on(day).agreement, day)
    yield from _drafts(one, two)


def history(book: Book, id: str) -> History:
    """The texts of an agreement over time; raises `UsageError` where there is no such agreement."""
    if id in book.histories or book.get(id, Agreement) is None:
        return book.texts(id)
    agreement = book.get(id, Agreement)
    assert agreement is not None
    return History((Text(agreement.effective.from_.value, whole(book, agreement), NO_TREE),))


def whole(book: Book, agreement: Agreement) -> Agreement:
    """
    The agreement with the sections of its Terms.

    Terms of another version than the pinned one are taken as well: that they do not fit is a
    finding of the checks, and not the loss of every section.
    """
    terms = book.get(agreement.terms.use, Terms) if agreement.terms else None
    if terms is None or agreement.terms is None or terms.version == agreement.terms.version:
        return book.whole(agreement)
    pinned = dataclasses.replace(agreement.terms, version=terms.version)
    joined = book.whole(dataclasses.replace(agreement, terms=pinned))
    return dataclasses.replace(joined, terms=agreement.terms)


def _drafts(base: History, head: History) -> Iterator[Compared]:
    """What amendments without all signatures would make, where it is new or other than before."""
    before = {_id(draft): draft.agreement for draft in base.drafts}
    after = {_id(draft): draft.agreement for draft in head.drafts}
    for draft in head.drafts:
        signed = _id(draft) in {_id(text) for text in base.texts}
        if not signed:
            known = before.get(_id(draft)) or _amended_by(head, draft)
            yield Compared(known, draft.agreement, draft.begins, draft=True)
    for draft in base.drafts:
        if _id(draft) not in after and _id(draft) not in {_id(text) for text in head.texts}:
            yield Compared(draft.agreement, _amended_by(base, draft), draft.begins, draft=True)


def _amended_by(history: History, draft: Text) -> Agreement:
    """The text that a draft changes."""
    earlier = draft.amendments[:-1]
    return next(text.agreement for text in history.texts if text.amendments == earlier)


def _id(text: Text) -> str:
    return text.made_by.id if text.made_by else ""
