"""What belongs to a service, and who delivers it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import cast

from slaspec.checks.index import index
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.catalogue import Component
from slaspec.language.model.governance import ServiceLine

_Providers = tuple[Mapping[str, Collection[str]], Collection[str]]  # by service, and all


def components_of(line: ServiceLine, book: Book) -> Iterator[Component]:
    """The components that the catalogue gives a service; an unknown one is passed over."""
    known = index(book)
    service = known.services.get(line.service)
    for id in (service.components if service else None) or ():
        if id in known.components:
            yield known.components[id]


def is_named_in(component: Component, texts: Iterable[str] | None) -> bool:
    """Whether a text has the id or the title of a component in it, in capitals or not."""
    names = (component.id.casefold(), component.title.casefold())
    return any(name in text.casefold() for text in texts or () for name in names)


def providers(book: Book) -> Collection[str]:
    """Everybody who provides something by an agreement of the book."""
    return _by_service(book)[1]


def suppliers(service: str, book: Book) -> Collection[str]:
    """Who delivers a service, or a part of it, by a UC."""
    return _by_service(book)[0].get(service, frozenset())


def _by_service(book: Book) -> _Providers:
    """Suppliers by service, and all providers; computed once and kept with the book."""
    kept = vars(book)
    if "providers_of_checks" not in kept:
        kept["providers_of_checks"] = _looked_up(book)
    return cast("_Providers", kept["providers_of_checks"])


def _looked_up(book: Book) -> _Providers:
    by_service: dict[str, set[str]] = {}
    everybody: set[str] = set()
    for agreement in map(book.whole, book.of(Agreement)):
        if agreement.parties is not None:
            everybody.add(agreement.parties.provider)
            for line in agreement.services or () if agreement.kind == "UC" else ():
                by_service.setdefault(line.service, set()).add(agreement.parties.provider)
    return by_service, everybody
