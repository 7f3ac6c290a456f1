"""
How fast objectives are proved.

    python -m benchmarks.backing

All figures are CPU seconds of one process (`time.process_time`). The chain has five stages on five
different calendars over three years with holidays; the portfolio has 200 SLAs of 10 targets each,
with at most 200 distinct chains.
"""

from __future__ import annotations

import json
import time as clock
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from slaspec.backing import proofs
from slaspec.backing.finish_time import clock_of
from slaspec.backing.hours import ALWAYS_OPEN, Hours, hours_of
from slaspec.backing.stages import Chain, Stage
from slaspec.backing.worst_case import Question, worst_case
from slaspec.language.book import Book
from slaspec.language.model.calendar import Calendar, ClosedDate
from slaspec.language.quantities import Day, Zone
from slaspec.language.quantities import Hours as Range
from slaspec.language.read import read_text
from slaspec.service_time import calendar as compiler
from slaspec.service_time.civil import midnight

ZONE = "Europe/Oslo"
SHIFTS = [
    (ZONE, "mon-fri", "08:00-17:00"),
    ("Europe/London", "mon-fri", "09:00-17:30"),
    ("America/New_York", "mon-sat", "07:00-19:00"),
    ("Asia/Tokyo", "mon-fri", "08:30-17:15"),
    ("Europe/Helsinki", "sun-thu", "22:00-06:00"),
]


def cpu_seconds(work: Callable[[], object], rounds: int = 5) -> float:
    """The least CPU time of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        begin = clock.process_time()
        work()
        best = min(best, clock.process_time() - begin)
    return best


def calendar(position: int) -> Calendar:
    """One of five calendars with its own holidays."""
    zone, days, hours = SHIFTS[position]
    closed = [
        date(year, month, day + position)
        for year in range(2026, 2031)
        for month, day in ((1, 1), (4, 3), (5, 1), (5, 17), (8, 10), (12, 24))
    ]
    return Calendar(
        apiVersion="slaspec/v1",
        kind="Calendar",
        id=f"hours-{position}",
        title="Hours",
        timezone=Zone(zone),
        open={days: (Range(hours),)},
        closed=tuple(ClosedDate(date=Day(str(day))) for day in closed),
    )


def chain() -> Question:
    """Five stages on five calendars, 2026 to 2028, on a clock that never stops."""
    hours: list[Hours] = [hours_of(calendar(i)) for i in range(5)]
    tree = Chain(tuple(Stage(f"stage-{i}", each, 3600 * (2 + i)) for i, each in enumerate(hours)))
    first, end = midnight(date(2026, 1, 1), ZONE), midnight(date(2029, 1, 1), ZONE)
    return Question(tree, ALWAYS_OPEN, first, end - 1, Zone(ZONE))


def forget() -> None:
    """Forget answers, not calendars."""
    worst_case.cache_clear()


def forget_calendars() -> None:
    """Forget compiled calendars too (offsets of zones stay known)."""
    forget()
    clock_of.cache_clear()
    compiler._compiled.cache_clear()


def one_chain() -> None:
    """The worst case of the chain, with calendars compiled before and compiled anew."""
    asked = chain()
    worst_case(asked)

    def warm() -> None:
        forget()
        worst_case(asked)

    def cold() -> None:
        forget_calendars()
        worst_case(asked)

    print(f"{'worst case of a chain':<44} {1000 * cpu_seconds(warm):>10.2f} ms")
    print(f"{'with its five calendars compiled':<44} {1000 * cpu_seconds(cold):>10.2f} ms")


ANSWERS = {
    "window": "month",
    "assign_to": "start",
    "limit_reached": "met",
    "priority": "at_open",
    "reclassified": "from_start",
    "reopened": {"clock": "ignored"},
    "without_stop": "open",
    "leave_out": [],
    "no_data": "missed",
    "late_report": "none",
    "few_events": "none",
    "round_measured": "exact",
    "partial_window": "not_judged",
    "obligation": "result",
}


def agreement(kind: str, id: str, targets: list[Any], start: str, stop: str, term: Any) -> Any:
    """An agreement of incident times."""
    return {
        "apiVersion": "slaspec/v1",
        "kind": kind,
        "id": id,
        "title": id,
        "version": "1",
        "effective": term,
        "timezone": ZONE,
        "parties": {"provider": "team", "customer": "us", "beneficiaries": ["dealers"]},
        "interpretation": ANSWERS,
        "metrics": [
            {
                "id": "time",
                "kind": "duration",
                "records": "incident",
                "start": start,
                "stop": [stop],
                "pause": [],
            }
        ],
        "targets": targets,
    }


def target(id: str, within: str, hours: str, **more: Any) -> Any:
    """A target of one objective for all records."""
    objective = {"share": "100%", "within": within, "hours": hours, **more}
    return {"id": id, "service": "network", "metric": "time", "objective": objective}


def portfolio() -> Book:
    """200 SLAs of 10 targets over two OLAs with 200 targets, 1 of 4 not backed."""
    term = {"from": "2026-01-01", "through": "2028-12-31"}
    longer = {"from": "2025-01-01", "through": "2029-12-31"}
    ids = [f"t{n}" for n in range(200)]
    hours = [f"hours-{n % 5}" for n in range(200)]
    desk = [target(id, f"{1 + n % 7}h", hours[n]) for n, id in enumerate(ids)]
    work = [target(id, f"{2 + n % 11}h", hours[(n * 3 + 1) % 200]) for n, id in enumerate(ids)]
    documents = [
        agreement("OLA", "desk", desk, "reported", "assigned", longer),
        agreement("OLA", "work", work, "assigned", "resolved", longer),
    ]
    for sla in range(200):
        chosen = [ids[(sla * 10 + n) % 200] for n in range(10)]
        targets = [
            target(
                f"x{n}",
                "40h" if n % 4 == 0 else "400h",
                "24x7",
                backed_by=[f"desk#{id}", f"work#{id}"],
            )
            for n, id in enumerate(chosen)
        ]
        documents.append(agreement("SLA", f"sla-{sla}", targets, "reported", "resolved", term))
    files = [
        read_text(json.dumps(document).encode(), f"{document['id']}.yaml") for document in documents
    ]
    assert not [finding for file in files for finding in file.findings]
    book = Book(Path(), tuple(files))
    book.contracts.update({c.id: c for c in (calendar(i) for i in range(5))})
    return book


def whole_portfolio() -> None:
    """All proofs of the portfolio, nothing known before, repairs of those not backed included."""
    book = portfolio()
    slas = [book.agreement(f"sla-{n}") for n in range(200)]
    forget_calendars()
    begin = clock.process_time()
    found = [proof for sla in slas for proof in proofs(book, sla)]
    proved = clock.process_time() - begin
    lacking = [proof for proof in found if proof.verdict != "backed"]
    print(f"{f'{len(found)} objectives, {len(lacking)} not backed':<44} {proved:>10.2f} s")
    begin = clock.process_time()
    repairs = sum(len(proof.repairs) for proof in lacking)
    print(f"{f'their {repairs} repairs':<44} {clock.process_time() - begin:>10.2f} s")


if __name__ == "__main__":
    one_chain()
    whole_portfolio()
