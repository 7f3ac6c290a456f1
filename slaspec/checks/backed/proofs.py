"""What the rules about backing share: proofs made once for each agreement, reasons as findings."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from slaspec.backing import Proof, Reason, proofs
from slaspec.backing.library import Library, library
from slaspec.backing.promise import Promise
from slaspec.checks.backed.accepted import acceptance
from slaspec.checks.backed.words import counterexample, promised
from slaspec.checks.once import kept_with
from slaspec.checks.rule import finding_at
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement

MOST_KEPT = 256  # agreements: the rules judge one after the other, JSON asks once more
_SHOWN_BY_RECORDS = frozenset({"too-slow", "too-low", "not-in-force"})


def proofs_of(agreement: Agreement, book: Book) -> tuple[Proof, ...]:
    """The proofs of all objectives of a whole agreement; those of the last agreements are kept."""
    kept = kept_with(book, "proofs")
    if id(agreement) not in kept:
        if len(kept) >= MOST_KEPT:
            del kept[next(iter(kept))]
        kept[id(agreement)] = (agreement, proofs(book, agreement))
    found: tuple[Proof, ...] = kept[id(agreement)][1]
    return found


def not_backed(
    agreement: Agreement, book: Book, codes: Collection[str], as_of: date
) -> Iterator[Finding]:
    """
    The reasons of some codes for which promises are not backed, each as a finding.

    One that somebody accepted in the Ledger is told by B022 instead.
    """
    for proof in proofs_of(agreement, book):
        if proof.verdict == "not_backed" and acceptance(proof, book, as_of) is None:
            for reason in _distinct(proof, codes):
                yield finding_of(proof, reason, agreement, book, "is not backed")


def _distinct(proof: Proof, codes: Collection[str]) -> Iterator[Reason]:
    seen: set[tuple[str, str]] = set()
    for reason in proof.conditions:
        if reason.code in codes and (reason.code, reason.sentence) not in seen:
            seen.add((reason.code, reason.sentence))
            yield reason


def finding_of(
    proof: Proof, reason: Reason, agreement: Agreement, book: Book, verdict: str
) -> Finding:
    """
    A reason at the place where the objective says what stands behind it.

    The answer of the OLA or UC that offends is named as related; the counterexample is the table.
    """
    known = library(book)
    promise = known.promise(agreement.id, proof.target, proof.objective)
    assert promise is not None  # it has a proof
    here, said = proof.at.span, reason.at.span
    elsewhere = (said.file, said.line) != (here.file, here.line)
    return finding_at(
        proof.at,
        f"{named(proof, promise)} {verdict}: {reason.sentence}",
        _help(proof, reason),
        target=proof.target,
        related=(("said here", said),) if elsewhere else (),
        table=_table(proof, reason, promise, known),
    )


def named(proof: Proof, promise: Promise) -> str:
    """`resolution/P1 (90% within 5h, 24x7)`."""
    return f"{proof.name} ({promised(promise.objective, promise.hours)})"


def _help(proof: Proof, reason: Reason) -> str:
    if reason is not proof.reason or not proof.repairs:
        return reason.help
    return ", or ".join(repair.sentence for repair in proof.repairs)


def _table(
    proof: Proof, reason: Reason, promise: Promise, known: Library
) -> tuple[tuple[str, ...], ...]:
    return counterexample(proof, promise, known) if reason.code in _SHOWN_BY_RECORDS else ()
