"""Who may act for an organisation: people of it, of what it is part of, and of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from slaspec.checks.index import Index, index
from slaspec.language import organisations
from slaspec.language.book import Book
from slaspec.language.organisations import line_of

Role = Literal["signs", "represents_users", "represents_delivery"]


@dataclass(frozen=True)
class Representatives:
    """The people of one book by what they may do; computed once."""

    known: Index

    def acting(self, role: Role, organisation: str) -> list[str]:
        """The ids of those who have a role for an organisation, each once, in order."""
        line = line_of(organisation, self.known.organisations)
        direct = [id for each in line for id in self._direct.get((role, each), ())]
        return list(dict.fromkeys([*direct, *self._of_parts.get((role, organisation), ())]))

    @cached_property
    def _direct(self) -> Mapping[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for person in self.known.people.values():
            for role in person.roles:
                found.setdefault((role, person.organisation), []).append(person.id)
        return found

    @cached_property
    def _of_parts(self) -> Mapping[tuple[str, str], list[str]]:
        """People of an organisation, and of its parts."""
        found: dict[tuple[str, str], list[str]] = {}
        for (role, organisation), people in self._direct.items():
            for above in line_of(organisation, self.known.organisations):
                found.setdefault((role, above), []).extend(people)
        return found


def representatives(book: Book) -> Representatives:
    """The representatives of a book; computed once and kept with it, as its index is."""
    kept = vars(book)
    if "representatives_of_checks" not in kept:
        kept["representatives_of_checks"] = Representatives(index(book))
    found = kept["representatives_of_checks"]
    assert isinstance(found, Representatives)
    return found


def belong_together(one: str, other: str, known: Index) -> bool:
    """Whether two organisations are the same, or one is part of the other."""
    return organisations.belong_together(one, other, known.organisations)


def side_of(said: str, known: Index) -> str:
    """The organisation meant by an id of an organisation or of a person."""
    person = known.people.get(said)
    return said if person is None else person.organisation
