"""What stands behind each promise, as data: the proofs of a book and their money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from slaspec.language.book import Book
from slaspec.language.model import Agreement

if TYPE_CHECKING:
    from slaspec.backing import Proof
    from slaspec.backing.money import Exposure


class Backed(NamedTuple):
    """One objective with its proof; `exposure` where a remedy follows from its target."""

    proof: Proof
    exposure: Exposure | None


def backing(book: Book) -> tuple[Backed, ...]:
    """
    The result for every objective that says what stands behind it, by agreement as written.

    It is what the rules `B…` judge: proved once, and kept with the book.
    """
    agreements = sorted(book.of(Agreement), key=lambda agreement: agreement.id)
    return tuple(each for one in agreements for each in _of(book, book.whole(one)))


def _of(book: Book, agreement: Agreement) -> Iterator[Backed]:
    from slaspec.backing import exposure
    from slaspec.checks.backed.proofs import proofs_of

    paying = {target.id for target in agreement.targets or () if target.remedies}
    for proof in proofs_of(agreement, book):
        money = None
        if proof.target in paying:
            money = exposure(book, agreement, proof.target, proof.objective)
        yield Backed(proof, money)
