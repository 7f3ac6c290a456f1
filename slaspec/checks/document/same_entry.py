"""Whether two entries of a ledger say the same."""

from __future__ import annotations

from slaspec.checks.ledgers import name_of
from slaspec.language.model.ledger import Entry, GrantedEntry, MaintenanceEntry


def is_same(one: Entry, other: Entry) -> bool:
    """Whether one of two entries says of the same event what the other one says."""
    if type(one) is not type(other) or name_of(one) != name_of(other):
        return False
    if isinstance(one, MaintenanceEntry | GrantedEntry):
        assert isinstance(other, MaintenanceEntry | GrantedEntry)
        if _cells(one) or _cells(other):
            return not _cells(one).isdisjoint(_cells(other))
        return one.components == other.components and _overlap(one, other)
    terms = ("for_", "state", "accepted_risk")
    return all(getattr(one, term, None) == getattr(other, term, None) for term in terms)


def _cells(entry: MaintenanceEntry | GrantedEntry) -> set[tuple[str, str]]:
    """The targets and windows that a grant excuses whole."""
    if not isinstance(entry, GrantedEntry):
        return set()
    return {(target, window) for target in entry.targets or () for window in entry.windows or ()}


def _overlap(one: MaintenanceEntry | GrantedEntry, other: MaintenanceEntry | GrantedEntry) -> bool:
    if one.records is not None and other.records is not None:
        return not {*one.records}.isdisjoint(other.records)
    if one.from_ is None or one.until is None or other.from_ is None or other.until is None:
        return False
    begins, ends = (one.from_.epoch, other.from_.epoch), (one.until.epoch, other.until.epoch)
    return one.services == other.services and max(begins) < min(ends)
