"""
How fast outages become availability: 10 million of them, and a year of one-minute probes.

    python -m benchmarks.availability

CPU seconds, best of three. The outages are those of 100 services over a year, of two classes; they
are merged, the Sunday maintenance comes off, and each service is measured for each month. The
yardstick is a sort of the begins alone; the rival is a loop over the sorted outages of a service.
"""

from __future__ import annotations

import json
import time as clock
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from slaspec.language.book import Book
from slaspec.language.read import read_text
from slaspec.measure.kinds.availability import reading, tally
from slaspec.measure.plan import Plan, plan
from slaspec.measure.results import Scope
from slaspec.measure.windows import period
from slaspec.records.outages import Outages, Probes

COUNT, SERVICES, SECONDS_A_YEAR = 10_000_000, 100, 365 * 86_400
YEAR, NEXT_YEAR = 1_767_225_600, 1_798_761_600  # 2026 and 2027 in UTC
TARGET_A_SECOND, TARGET_MILLISECONDS = 3_000_000, 5.0
SUNDAYS = {
    "apiVersion": "slaspec/v1",
    "kind": "Calendar",
    "id": "sundays",
    "title": "Sunday nights",
    "timezone": "UTC",
    "open": {"sun": ["02:00-06:00"]},
}


class RowNumbers:
    """Ids of outages that nobody has to keep: the numbers of their rows."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, row: int) -> str:
        return str(row)


def source(records: str) -> dict[str, Any]:
    """A source of outages or probes, each of a component."""
    times = {"from": "began", "until": "ended"} if records == "outage" else {"at": "checked"}
    return {
        "apiVersion": "slaspec/v1",
        "kind": "DataSource",
        "id": "noc",
        "title": "Monitoring",
        "format": "csv",
        "records": records,
        "silence_after": "10min",
        "columns": {**times, "class": "impact", "component": "part"},
    }


def planned(records: str, services: int, window: str) -> Plan:
    """One target on each service, without the Sunday nights."""
    names = [f"s{number}" for number in range(services)]
    terms = {
        "kind": "availability",
        "source": "noc",
        "hours": "24x7",
        "down": {"down": "100%", "partial": "30%"},
        "unmonitored": "down",
        "quantum": "exact",
        "exclusions": ["maintenance"],
    }
    excluded = {"cause": "maintenance", "hours": "sundays", "on_availability": "denominator"}
    aim = {"objective": {"availability": "99.9%"}}
    agreement = {
        "apiVersion": "slaspec/v1",
        "kind": "SLA",
        "id": "uptime",
        "title": "Uptime",
        "version": "1",
        "timezone": "UTC",
        "effective": {"from": "2026-01-01", "through": "2026-12-31"},
        "interpretation": {"window": window, "no_data": "missed", "round_measured": "exact"},
        "exclusions": [{"id": "maintenance", **excluded}],
        "metrics": [{"id": name, "of": name, **terms} for name in names],
        "targets": [{"id": name, "service": name, "metric": name, **aim} for name in names],
    }
    files = [
        read_text(json.dumps(each).encode(), f"{each['id']}.yaml")
        for each in (agreement, source(records), SUNDAYS)
    ]
    book = Book(Path(), tuple(files))
    return plan(book, book.agreement("uptime"), *period("2026"))


def outages(count: int = COUNT) -> Outages:
    """Outages of up to five minutes, spread over the year and the services."""
    chance = np.random.Generator(np.random.Philox(key=1))
    begin = YEAR + chance.integers(0, SECONDS_A_YEAR, count)
    return Outages(
        source="noc",
        ids=RowNumbers(count),  # type: ignore[arg-type]
        parts=tuple(f"s{number}" for number in range(SERVICES)),
        part=chance.integers(0, SERVICES, count).astype(np.int32),
        begin=begin,
        end=begin + chance.integers(1, 300, count),
        classes=("down", "partial"),
        kind_of=chance.integers(0, 2, count).astype(np.int32),
        shares=(),
        share=np.full(count, -1, dtype=np.int32),
    )


def probes() -> Probes:
    """A look every minute of the year, one in a thousand of which finds the service down."""
    chance = np.random.Generator(np.random.Philox(key=2))
    at = np.arange(YEAR, NEXT_YEAR, 60)
    down = (chance.random(len(at)) < 0.001).astype(np.int32)
    return Probes("noc", ("s0",), np.zeros(len(at), np.int32), at, ("up", "down"), down)


def measured(made: Plan, records: Outages | Probes) -> list[Fraction | None]:
    """The availability of each service in each window."""
    scope = Scope(NEXT_YEAR, made.zone, (YEAR, NEXT_YEAR))
    values = []
    for target in made.targets:
        whole = tally(records, target, scope)
        values += [reading(target, 0, span, whole, scope).value for span in target.windows]
    return values


def merged_by_hand(pairs: list[tuple[int, int]]) -> int:
    """Seconds down of sorted outages, in a loop: no weights, no months, no maintenance."""
    total, reached = 0, 0
    for begin, end in pairs:
        total += max(0, end - max(begin, reached))
        reached = max(reached, end)
    return total


def timed(make: Callable[[], Any], work: Callable[[Any], Any], rounds: int = 3) -> float:
    """The least CPU time of the work; what it works on is made anew each time, outside of it."""
    best = float("inf")
    for _ in range(rounds):
        made = make()
        begin = clock.process_time()
        work(made)
        best = min(best, clock.process_time() - begin)
    return best


def milliseconds_of_probes(window: str) -> float:
    """The time for a service-year of one-minute probes, measured for each of its windows."""
    probed = planned("probe", 1, window)
    return 1000 * timed(probes, lambda records: measured(probed, records), rounds=20)


def main() -> int:
    """Print the figures; 1 where one of them misses its target."""
    by_service = planned("outage", SERVICES, "month")
    whole = timed(outages, lambda records: measured(by_service, records))
    sort = timed(outages, lambda records: np.argsort(records.begin, kind="stable"))
    few = outages(COUNT // SERVICES)
    pairs = sorted(zip(few.begin.tolist(), few.end.tolist(), strict=True))
    loop = timed(lambda: pairs, merged_by_hand)
    minutes = {window: milliseconds_of_probes(window) for window in ("year", "month")}
    print(f"10 million outages, 100 services, 12 months: {whole:.2f} s CPU")
    print(f"  {COUNT / whole:,.0f} outages a second (target {TARGET_A_SECOND:,})")
    print(f"  {whole / sort:.2f} times a sort of their begins alone ({sort:.2f} s)")
    print(f"  a loop that only merges: {len(pairs) / loop:,.0f} outages a second")
    for window, took in minutes.items():
        print(f"one-minute probes of a service-year, by {window}: {took:.1f} ms", end=" ")
        print(f"(target {TARGET_MILLISECONDS})")
    slowest = max(minutes.values())
    return 0 if COUNT / whole >= TARGET_A_SECOND and slowest <= TARGET_MILLISECONDS else 1


if __name__ == "__main__":
    raise SystemExit(main())
