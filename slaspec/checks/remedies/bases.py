"""The bases that remedies and caps name, with those inside them."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.targets import used_remedies
from slaspec.language.model import Agreement
from slaspec.language.model.remedy import Base, Cap, Remedy


def bases_of(agreement: Agreement) -> Iterator[Base]:
    """Every base of the remedies that are used, of their caps, and of the agreement's caps."""
    for remedy in used_remedies(agreement):
        yield from bases_within(remedy.base)
    for cap in caps_of(agreement):
        yield from bases_within(cap.of)


def caps_of(agreement: Agreement) -> Iterator[Cap]:
    """The caps of the remedies that are used, and those over the whole agreement."""
    remedies: list[Remedy] = used_remedies(agreement)
    for remedy in remedies:
        yield from remedy.caps or ()
    if remedies:
        yield from agreement.caps or ()


def bases_within(base: Base | None) -> Iterator[Base]:
    """A base and those inside it."""
    waiting = [base]
    while waiting:
        each = waiting.pop(0)
        if each is not None:
            yield each
            waiting += [each.of, each.previous_window, *(each.greater_of or ())]
