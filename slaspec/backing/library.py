"""What a book knows, by id: whole agreements, promises, calendars, rankings of priorities."""

from __future__ import annotations

from functools import cached_property

from slaspec.backing.hours import ALWAYS_OPEN, Hours, hours_of
from slaspec.backing.promise import ALL, Promise, objectives_of, promise_of
from slaspec.errors import ServiceTimeError
from slaspec.language.book import Book
from slaspec.language.model import (
    Agreement,
    Calendar,
    DataSource,
    Parties,
    PriorityMatrix,
    ServiceCatalogue,
)

_KEPT = "library_of_backing"


class Library:
    """The documents of one book, looked up once."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._hours: dict[str, Hours | None] = {}
        self._promises: dict[tuple[str, str, str], Promise | None] = {}

    def agreement(self, id: str) -> Agreement | None:
        """The whole text of an agreement, or None."""
        found = self.book.get(id, Agreement)
        return None if found is None else self.book.whole(found)

    def promise(self, agreement: str, target: str, priority: str) -> Promise | None:
        """One objective of an agreement, or None."""
        key = (agreement, target, priority)
        if key not in self._promises:
            whole = self.agreement(agreement)
            self._promises[key] = promise_of(whole, target, priority) if whole else None
        return self._promises[key]

    def priorities(self, agreement: str, target: str) -> tuple[str, ...]:
        """The priorities for which a target has objectives (`all` for one objective)."""
        whole = self.agreement(agreement)
        found = next((t for t in (whole.targets or () if whole else ()) if t.id == target), None)
        return tuple(objectives_of(found)) if found is not None else ()

    def system(self, source: str | None) -> str | None:
        """
        What holds the records of a data source: its system, or the source itself.

        Sources of one system that read its labels or its clock differently see different records.
        """
        known = self.book.get(source, DataSource)
        if known is None or known.system is None:
            return source
        maps = (known.states or {}, known.priorities or {})
        words = [sorted((word, *sorted(labels)) for word, labels in m.items()) for m in maps]
        return f"{known.system} {known.timezone} {words}"

    def hours(self, id: str | None) -> Hours | None:
        """The hours of an id; None where there is no such calendar or it has a fault."""
        if id is None or id == ALWAYS_OPEN.id:
            return ALWAYS_OPEN if id else None
        if id not in self._hours:
            calendar = self.book.get(id, Calendar)
            try:
                self._hours[id] = hours_of(calendar) if calendar is not None else None
            except ServiceTimeError:  # an unknown day key; a check names it
                self._hours[id] = None
        return self._hours[id]

    def matrix(self, agreement: Agreement) -> PriorityMatrix | None:
        """The priority matrix that an agreement uses."""
        return self.book.get(agreement.priorities, PriorityMatrix)

    def ranked(self, promise: Promise) -> tuple[str, ...]:
        """The priorities of a promise's target from the highest to the lowest."""
        matrix = self.matrix(promise.agreement)
        listed = [each.id for each in matrix.priorities] if matrix else []
        own = [each for each in objectives_of(promise.target) if each != ALL]
        return tuple(each for each in dict.fromkeys([*listed, *own]))

    def lower_than(self, promise: Promise) -> tuple[str, ...]:
        """The priorities below that of a promise."""
        ranked = self.ranked(promise)
        if promise.priority not in ranked:
            return ()
        return ranked[ranked.index(promise.priority) + 1 :]

    def is_part_of(self, organisation: str, whole: str) -> bool:
        """Whether an organisation is another one or a part of it."""
        seen: set[str] = set()
        while organisation not in seen:
            if organisation == whole:
                return True
            seen.add(organisation)
            organisation = self._parents.get(organisation, organisation)
        return False

    @cached_property
    def _parents(self) -> dict[str, str]:
        listed = (each for parties in self.book.of(Parties) for each in parties.organisations)
        return {each.id: each.part_of for each in listed if each.part_of is not None}

    @cached_property
    def components(self) -> dict[str, tuple[str, ...]]:
        """The components of each service."""
        listed = (each for kept in self.book.of(ServiceCatalogue) for each in kept.services)
        return {service.id: service.components or () for service in listed}


def library(book: Book) -> Library:
    """The library of a book, kept with it as its own cached properties are."""
    kept = vars(book)
    if _KEPT not in kept:
        kept[_KEPT] = Library(book)
    found = kept[_KEPT]
    assert isinstance(found, Library)
    return found
