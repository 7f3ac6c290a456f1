"""What the documents of a book define besides themselves: organisations, services, components."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from slaspec.language.book import Book
from slaspec.language.model import Agreement, Parties, ServiceCatalogue
from slaspec.language.model.catalogue import Component, Service
from slaspec.language.model.parties import Organisation, Person


@dataclass(frozen=True)
class Index:
    """The definitions of one book by their ids."""

    book: Book

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """Every agreement with its Terms, by id; as it stands where the Terms cannot be found."""
        found = (self.book.whole(agreement) for agreement in self.book.of(Agreement))
        return tuple(sorted(found, key=lambda each: each.id))

    @cached_property
    def organisations(self) -> Mapping[str, Organisation]:
        """Organisations of all documents of kind Parties."""
        return {one.id: one for p in self.book.of(Parties) for one in p.organisations}

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """People of all documents of kind Parties."""
        return {one.id: one for p in self.book.of(Parties) for one in p.people or ()}

    @cached_property
    def services(self) -> Mapping[str, Service]:
        """Services of all catalogues."""
        return {one.id: one for c in self.book.of(ServiceCatalogue) for one in c.services}

    @cached_property
    def components(self) -> Mapping[str, Component]:
        """Components of all catalogues."""
        return {one.id: one for c in self.book.of(ServiceCatalogue) for one in c.components or ()}

    @cached_property
    def tiers(self) -> tuple[str, ...]:
        """Tiers of all catalogues."""
        return tuple(t for c in self.book.of(ServiceCatalogue) for t in c.tiers or ())

    @cached_property
    def faulty(self) -> frozenset[str]:
        """Ids and kinds of files with faults: what they define is not known."""
        documents = (file.document for file in self.book.files if file.contract is None)
        heads = (document.data for document in documents if document is not None)
        return frozenset(str(head.get(key)) for head in heads for key in ("id", "kind"))

    @cached_property
    def any_unread(self) -> bool:
        """Whether a file could not be read at all: nobody knows what it defines."""
        return any(file.document is None for file in self.book.files)

    def may_stand_in_a_faulty_file(self, id_or_kind: str) -> bool:
        """
        Whether a document, or the kind of document that would define something, has faults.

        Then a reference to it is not judged: the faults of the file are reported already.
        """
        return self.any_unread or id_or_kind in self.faulty


def index(book: Book) -> Index:
    """The index of a book; computed once and kept with it, as its own cached properties are."""
    kept = vars(book)
    if "index_of_checks" not in kept:
        kept["index_of_checks"] = Index(book)
    found = kept["index_of_checks"]
    assert isinstance(found, Index)
    return found
