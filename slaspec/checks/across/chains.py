"""Which OLAs and UCs stand behind an agreement, at once or through others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from slaspec.checks.backed.leaves import leaves, promises
from slaspec.checks.index import index
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.node import Place

_KEPT = "behind_of_checks"
Behind = Mapping[str, Mapping[str, Place]]


def behind(book: Book) -> Behind:
    """For each agreement the ids that its trees name, with the first place; kept with the book."""
    kept = vars(book)
    if _KEPT not in kept:
        kept[_KEPT] = {each.id: _named(each) for each in index(book).agreements}
    found: Behind = kept[_KEPT]
    return found


def _named(agreement: Agreement) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for promise in promises(agreement):
        for leaf in leaves(promise):
            if not leaf.is_tree:
                found.setdefault(leaf.refers_to.partition("#")[0], leaf.at)
    return found


def suppliers(agreement: Agreement, book: Book) -> Iterator[tuple[Agreement, Place]]:
    """
    The UCs behind an SLA, each once, with the place in the SLA where the way to it begins.

    Other kinds have none: what stands behind an OLA is asked of the SLA in front of it.
    """
    if agreement.kind != "SLA":
        return
    named = behind(book)
    waiting = list(named.get(agreement.id, {}).items())[::-1]
    seen: set[str] = set()
    while waiting:
        id, place = waiting.pop()
        if id in seen:
            continue
        seen.add(id)
        found = book.get(id, Agreement)
        if found is not None and found.kind == "UC":
            yield book.whole(found), place
        waiting += [(further, place) for further in named.get(id, {})]
