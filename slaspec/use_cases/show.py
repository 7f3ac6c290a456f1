"""Show an agreement: the one full text in force on a date, and where each part of it comes from."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from slaspec.checks.unasked import unasked
from slaspec.errors import UsageError
from slaspec.language.amendments import Text
from slaspec.language.book import SECTIONS, Book
from slaspec.language.model import Agreement, Amendment, Calendar, PriorityMatrix, Terms
from slaspec.language.model.interpretation import Interpretation
from slaspec.language.model.node import Node
from slaspec.language.structure import unstructure


class Deviation(NamedTuple):
    """A place where the agreement says something else than its Terms, with both."""

    where: str
    says: object
    terms_say: object


@dataclass(frozen=True)
class Shown:
    """
    The full text of an agreement on a date.

    `agreement` has the sections of `terms` and the `amendments` in it, and `data` is the same as
    plain data in the order written; `from_terms` are the names of the sections that stand in the
    Terms; `to_come` are later texts, and drafts. `book` is that of the date: what the text refers
    to is quoted from it.
    """

    book: Book
    agreement: Agreement
    data: dict[str, Any]
    as_of: date
    terms: Terms | None
    from_terms: frozenset[str]
    amendments: tuple[Amendment, ...]
    to_come: tuple[Text, ...]
    deviations: tuple[Deviation, ...]

    @property
    def calendars(self) -> tuple[Calendar, ...]:
        """The calendars whose hours the text names, by their ids."""
        named = set(_hours(self.agreement))
        found = (each for each in self.book.of(Calendar) if each.id in named)
        return tuple(sorted(found, key=lambda each: each.id))

    @property
    def matrix(self) -> PriorityMatrix | None:
        """The matrix of its priorities."""
        return self.book.get(self.agreement.priorities, PriorityMatrix)

    @property
    def alone(self) -> dict[str, Any]:
        """
        The data of one SLA, OLA or UC without Terms and amendments that says the same.

        What only Terms need is left out: their place in the order of precedence, and answers for
        other agreements to questions that this one does not ask.
        """
        data = {key: held for key, held in self.data.items() if key != "terms"}
        if self.terms is not None and "precedence" in data:
            order = [each for each in data["precedence"] if each != "terms"]
            data["precedence"] = order if len(order) > 1 else None
        if "interpretation" in self.from_terms:
            others = unasked(self.agreement)
            data["interpretation"] = {
                key: held for key, held in data["interpretation"].items() if key not in others
            }
        return {key: held for key, held in data.items() if held not in (None, {})}


def show(book: Book, id: str, as_of: date) -> Shown:
    """
    The full text of an agreement on a date.

    Raises `UsageError` for an unknown id, or Terms that are not in the book; `LocatedError` where
    an amendment that is effective by then does not apply.
    """
    history = book.texts(id)
    history.require_sound(as_of)
    text = history.on(as_of)
    signed = history.texts[0].agreement.terms
    terms = book.terms_of(text.agreement)
    if signed is not None and terms is None:
        raise UsageError(f"'{id}' stands on Terms '{signed.use}' {signed.version}: there are none")
    own = book.contracts[id]
    return Shown(
        book=book.dated(as_of),
        agreement=text.agreement,
        data=_in_order(text.tree.plain()),
        as_of=as_of,
        terms=terms,
        from_terms=frozenset(
            name for name in SECTIONS if _stands(terms, name) and not _stands(own, name)
        ),
        amendments=text.amendments,
        to_come=tuple(history.ahead(as_of)),
        deviations=tuple(_deviations(text, own, terms)) if terms else (),
    )


def _in_order(data: dict[str, Any]) -> dict[str, Any]:
    """The head, then the sections in the order of the language."""
    head = {key: held for key, held in data.items() if key not in SECTIONS}
    return {**head, **{key: data[key] for key in SECTIONS if key in data}}


def _stands(contract: object, section: str) -> bool:
    return getattr(contract, section, None) is not None


def _deviations(text: Text, own: object, terms: Terms) -> Iterator[Deviation]:
    for name in SECTIONS:
        if _stands(own, name) and _stands(terms, name):
            says, terms_say = getattr(own, name), getattr(terms, name)
            yield Deviation(name, unstructure(says), unstructure(terms_say))
    for amendment in text.amendments:
        for change in amendment.changes:
            name = change.steps[0]
            if _stands(terms, name) and not _stands(own, name):
                says = change.adds if change.becomes is None else change.becomes
                yield Deviation(change.at_, says, change.guard and change.guard[1])
    if terms.interpretation is not None:
        yield from _nearer_answers(text.agreement, terms.interpretation)


def _nearer_answers(agreement: Agreement, said: Interpretation) -> Iterator[Deviation]:
    """Questions that a metric, a target or a remedy answers otherwise for itself."""
    questions = [field.name for field in dataclasses.fields(said) if field.name != "at"]
    for section in ("metrics", "targets", "remedies"):
        for part in getattr(agreement, section) or ():
            for question in questions:
                own, general = getattr(part, question, None), getattr(said, question)
                if own is not None and own != general:
                    where = f"{section}/{part.id}/{question.removesuffix('_')}"
                    yield Deviation(where, unstructure(own), unstructure(general))


def _hours(node: object) -> Iterator[str]:
    """Every id that a key `hours` or `calendar` of the text names, however deep."""
    if isinstance(node, Node):
        for field in dataclasses.fields(node):
            value = getattr(node, field.name)
            if field.name in ("hours", "calendar") and isinstance(value, str):
                yield value
            elif field.name != "at":
                yield from _hours(value)
    elif isinstance(node, tuple | dict):
        for value in node.values() if isinstance(node, dict) else node:
            yield from _hours(value)
