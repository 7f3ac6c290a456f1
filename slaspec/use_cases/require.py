"""
What a supplier must promise so that every promise that stands on him is backed.

    trial ─ search ─┬─ figures ─┐
                    ├─ term ────┼─ require
                    └─ credit ──┘

Each figure is the loosest that is enough, the other promises as they are: it is tried in the text
of the OLA or UC, and everything that stands on it is proved again. The figures of one sheet hold
together: those found first are in the text when the next ones are looked for.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from slaspec.backing.library import library
from slaspec.backing.promise import Promise
from slaspec.checks.backed.words import promised
from slaspec.errors import UsageError
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Parties
from slaspec.language.model.metric import AvailabilityMetric, DurationMetric, ThroughputMetric
from slaspec.use_cases.require_credit import require_credit
from slaspec.use_cases.require_figures import is_backed, require_figures
from slaspec.use_cases.require_sheet import Figure, Part, Row, Sheet, StillOpen, User
from slaspec.use_cases.require_term import require_term, without_end
from slaspec.use_cases.require_trial import Name, Trial, promises_of, stands_behind

Users = Mapping[Name, list[Name]]


def require(book: Book, supplier: str, as_of: date) -> Sheet:
    """
    What an organisation's OLAs and UCs, or one of them, must promise, by the texts of a day.

    `supplier` is the id of an organisation or of an OLA or UC. Raises `UsageError` where there is
    no such one, or none that promises anything.
    """
    trial = Trial.of(book, as_of)
    ids, name = _agreements(trial, supplier)
    behind = stands_behind(trial.book)
    users = {name: behind[name] for id in ids for name in _promises(trial, id) if name in behind}
    parts = []
    for id in ids:
        trial, part = _part(trial, id, users)
        parts.append(part)
    everyone = dict.fromkeys(user for asking in users.values() for user in asking)
    return Sheet(
        supplier=supplier,
        name=name,
        as_of=as_of,
        parts=tuple(parts),
        still_open=tuple(_still_open(trial, everyone)),
    )


def _agreements(trial: Trial, supplier: str) -> tuple[list[str], str]:
    """The ids of the OLAs and UCs of a supplier, and his name."""
    book, known = trial.book, library(trial.book)
    behind = [each for each in book.of(Agreement) if each.kind != "SLA"]
    one = book.get(supplier, Agreement)
    if one is not None:
        if one.kind == "SLA":
            raise UsageError(f"'{supplier}' is an SLA: name an OLA, a UC or an organisation")
        return [one.id], one.title
    names = {each.id: each.name for kept in book.of(Parties) for each in kept.organisations}
    found = []
    for agreement in behind:
        parties = book.whole(agreement).parties
        if parties is not None and known.is_part_of(parties.provider, supplier):
            found.append(agreement.id)
    if not found:
        raise UsageError(_nobody(supplier, names, [each.id for each in behind]))
    return sorted(found), names.get(supplier, supplier)


def _nobody(supplier: str, names: Mapping[str, str], agreements: list[str]) -> str:
    if supplier in names:
        return f"'{supplier}' provides no OLA and no UC of this book"
    near = difflib.get_close_matches(supplier, [*names, *agreements], 1, 0.5)
    hint = f"; did you mean '{near[0]}'?" if near else ""
    return f"there is no organisation, OLA or UC '{supplier}'{hint}"


def _promises(trial: Trial, id: str) -> list[Name]:
    """The promises of an agreement that have a metric."""
    known = library(trial.book)
    return [name for name in promises_of(trial.agreement(id)) if known.promise(*name) is not None]


def _part(trial: Trial, id: str, users: Users) -> tuple[Trial, Part]:
    """What one OLA or UC must say, and the trial in which it says so."""
    whole, names = trial.agreement(id), _promises(trial, id)
    used = [name for name in names if name in users]
    everyone = list(dict.fromkeys(user for name in used for user in users[name]))
    rows: list[Row] = []
    term: tuple[Figure, ...] = ()
    if everyone:
        trial = without_end(trial, id, everyone)
        for name in used:
            trial, row = _row(trial, name, users)
            rows.append(row)
        trial, term = require_term(trial, id, everyone, whole.effective)
    part = Part(
        agreement=id,
        kind=whole.kind,
        title=whole.title,
        version=whole.version,
        term=term,
        rows=tuple(rows),
        unused=tuple(str(name) for name in names if name not in users),
    )
    return trial, part


def _row(trial: Trial, name: Name, users: Users) -> tuple[Trial, Row]:
    promise, asking = trial.promise(name), users[name]
    changed, figures = require_figures(trial, name, asking)
    together = [o for o in users if o != name and not set(asking).isdisjoint(users[o])]
    row = Row(
        name=str(name),
        service=promise.target.service,
        measured=_measured(promise),
        promised=promised(promise.objective, promise.hours),
        figures=(*figures, *require_credit(trial, name, asking)),
        users=tuple(_user(trial.promise(user)) for user in asking),
        together=tuple(map(str, together)),
    )
    return changed, row


def _user(promise: Promise) -> User:
    return User(name=promise.name, promised=promised(promise.objective, promise.hours))


def _measured(promise: Promise) -> str:
    """What is promised, by what is measured: `time from reported to resolved or closed`."""
    metric = promise.metric
    if isinstance(metric, DurationMetric):
        stops = " or ".join(metric.stop or ("an end",))
        return f"time from {metric.start or 'a start'} to {stops}".replace("_", " ")
    if isinstance(metric, AvailabilityMetric):
        return f"availability of {metric.of or promise.target.service}"
    if isinstance(metric, ThroughputMetric):
        return f"{metric.records or 'record'}s {metric.event or 'handled'}".replace("_", " ")
    return metric.title or metric.kind


def _still_open(trial: Trial, users: Iterable[Name]) -> Iterator[StillOpen]:
    """What keeps promises from being backed even with all figures."""
    for user in users:
        proof = trial.prove(user)
        if not is_backed(proof):
            for reason in dict.fromkeys(proof.conditions):
                judged = proof.verdict == "not_backed"
                yield StillOpen(
                    user=str(user), sentence=reason.sentence, help=reason.help, judged=judged
                )
