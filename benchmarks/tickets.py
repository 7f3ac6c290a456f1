"""
How fast a history of tickets becomes verdicts: service time, limits, windows, exact percentiles.

    python -m benchmarks.tickets [--millions 1 5] [--rivals]

Tickets of 200 services on six calendars with their zones and holidays, four priorities, 24 months:
19,200 verdicts on a share, or on the exact 90th percentile. The history is made by NumPy's Philox,
half a pause a ticket, and stands in canonical Parquet. CPU seconds, from the open file to the
verdicts; the yardstick, taken beside each run, is pyarrow reading and adding up the same columns
in batches. Each run has a process of its own; the peak is that of its memory.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import rivals
from slaspec.language.book import Book
from slaspec.language.model import DataSource
from slaspec.language.read import read_text
from slaspec.measure.measure import measure
from slaspec.measure.plan import Plan, plan
from slaspec.measure.results import Measurements
from slaspec.measure.windows import period
from slaspec.records.canonical import open_canonical, write_canonical
from slaspec.records.tickets import NO_CODE, STATES, ReadReport, StateHistory, Tickets

SERVICES, BLOCK, PERIOD = 200, 262_144, "2024-01..2025-12"
BEGIN = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())
SECONDS = 731 * 86_400 - 40 * 86_400  # nobody reports in the last weeks, so all is decided
AS_OF = int(datetime(2026, 2, 1, tzinfo=UTC).timestamp())
PRIORITIES = {"P1": "4h", "P2": "8h", "P3": "24h", "P4": "40h"}
CALENDARS = {
    "oslo": ("Europe/Oslo", {"mon-fri": ["08:00-16:00"]}),
    "helsinki": ("Europe/Helsinki", {"mon-fri": ["08:00-12:00", "12:30-17:00"]}),
    "jerusalem": ("Asia/Jerusalem", {"sun-thu": ["08:00-17:00"]}),
    "new-york": ("America/New_York", {"mon-sat": ["07:00-19:00"]}),
    "auckland": ("Pacific/Auckland", {"mon-fri": ["09:00-17:30"]}),
    "always": ("UTC", {"mon-sun": ["00:00-24:00"]}),
}
HOLIDAYS = ["01-01", "05-01", "12-24", "12-25", "12-26"]
COLUMNS = ["service", "priority_final", "last_state", "stamp_reported"]
COLUMNS += ["history.list.element.at", "history.list.element.state"]


def documents(*, percentile: bool, targets: int = SERVICES) -> list[dict[str, Any]]:
    """The contract: one target for each service, with an objective for each priority."""
    names = list(CALENDARS)
    condition = {"percentile": "90%"} if percentile else {"share": "90%"}
    aims = [
        {
            "id": f"resolution-{number}",
            "service": f"s{number % SERVICES}",
            "metric": "time",
            "objectives": {
                name: {**condition, "within": within, "hours": names[number % len(names)]}
                for name, within in PRIORITIES.items()
            },
        }
        for number in range(targets)
    ]
    metric = {"id": "time", "kind": "duration", "records": "incident", "source": "itsm"}
    metric |= {"start": "reported", "stop": ["resolved", "closed"], "pause": ["waiting_customer"]}
    agreement = {
        "kind": "SLA",
        "id": "desk",
        "version": "1",
        "timezone": "Europe/Oslo",
        "effective": {"from": "2024-01-01", "through": "2026-12-31"},
        "interpretation": {
            "window": "month",
            "assign_to": "decided",
            "limit_reached": "met",
            "priority": "final",
            "reclassified": "from_start",
            "reopened": {"clock": "continues", "gap": "counts"},
            "without_stop": "open",
            "leave_out": ["cancelled"],
            "no_events": "not_measured",
            "few_events": "none",
            "round_measured": "exact",
        },
        "metrics": [metric],
        "targets": aims,
    }
    return [agreement, source(), *map(calendar, names)]


def source() -> dict[str, Any]:
    """The source of the tickets: an export of their updates."""
    columns = {name: name for name in ("id", "at", "state", "priority", "service", "reported")}
    layout = {"format": "csv", "records": "incident", "layout": "events"}
    return {"kind": "DataSource", "id": "itsm", **layout, "columns": columns}


def calendar(name: str) -> dict[str, Any]:
    """Office hours of a place, without its holidays."""
    zone, hours = CALENDARS[name]
    closed = [{"date": f"{year}-{day}"} for year in (2024, 2025, 2026) for day in HOLIDAYS]
    known = {"valid": {"from": "2023-01-01", "through": "2026-12-31"}}
    if name == "always":
        closed = []
    return {
        "kind": "Calendar",
        "id": name,
        "timezone": zone,
        "open": hours,
        "closed": closed,
    } | known


def book(*, percentile: bool, targets: int = SERVICES) -> Book:
    """The contract and what it refers to."""
    head = {"apiVersion": "slaspec/v1", "title": "Benchmark"}
    files = [
        read_text(json.dumps({**head, **each}).encode(), f"{each['id']}.yaml")
        for each in documents(percentile=percentile, targets=targets)
    ]
    return Book(Path(), tuple(files))


def planned(held: Book) -> Plan:
    """All windows of the two years."""
    return plan(held, held.agreement("desk"), *period(PERIOD))


def block(number: int, count: int, blocks: int) -> Tickets:
    """One block of the history, in the order in which the tickets were reported."""
    chance = np.random.Generator(np.random.Philox(key=[498, number]))
    length = SECONDS // blocks
    reported = np.sort(BEGIN + length * number + chance.integers(0, length, count))
    pauses = chance.choice(np.arange(3, dtype=np.int64), count, p=[0.6, 0.3, 0.1])
    quick = chance.integers(300, 5 * 3600, count)
    slow = chance.integers(3600, 12 * 86_400, count)
    lasts = np.where(chance.random(count) < 0.7, quick, slow)
    sizes = 2 + 2 * pauses
    first = np.concatenate(([0], np.cumsum(sizes)))
    owner = np.repeat(np.arange(count), sizes)
    place = np.arange(first[-1]) - first[owner]
    last = sizes[owner] - 1
    waiting, active, resolved = map(STATES.index, ("waiting_customer", "active", "resolved"))
    state = np.where(place == last, resolved, np.where(place % 2 == 1, waiting, active))
    priority = chance.choice(np.arange(4, dtype=np.int32), count, p=[0.05, 0.15, 0.5, 0.3])
    return Tickets(
        source="itsm",
        kind="incident",
        ids=(),
        services=tuple(f"s{number}" for number in range(SERVICES)),
        service=chance.integers(0, SERVICES, count).astype(np.int32),
        priorities=tuple(PRIORITIES),
        priority_first=priority,
        priority_final=priority,
        last_state=np.full(count, resolved, dtype=np.int8),
        stamps={"reported": reported},
        history=StateHistory(
            first=first,
            at=reported[owner] + lasts[owner] * place // last,
            state=state.astype(np.int8),
            priority=priority[owner],
            group=np.full(len(owner), NO_CODE, dtype=np.int32),
        ),
    )


def blocks(count: int) -> Iterator[Tickets]:
    """The whole history."""
    many = -(-count // BLOCK)
    for number in range(many):
        yield block(number, min(BLOCK, count - number * BLOCK), many)


def written(file: Path, count: int) -> None:
    """Write a history as `slaspec import` would."""
    held = book(percentile=False)
    made = held.get("itsm", DataSource)
    assert made is not None
    report = ReadReport("itsm", "made", count, count, count, {}, digest="0" * 64)
    write_canonical(file, made, blocks(count), report)


def scanned(file: Path) -> None:
    """The yardstick: read the columns in batches, and add up each one."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    batches = pq.ParquetFile(file).iter_batches(BLOCK, columns=COLUMNS, use_threads=False)
    for batch in batches:
        for column in batch.columns:
            nested = hasattr(column, "offsets")
            for part in column.flatten().flatten() if nested else [column]:
                pc.sum(part)


def cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of some work, those of its ended child processes included, and its result."""

    def used() -> float:
        whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        return sum(each.ru_utime + each.ru_stime for each in map(resource.getrusage, whose))

    begin = used()
    result = work()
    return used() - begin, result


def checksum(measured: Measurements) -> str:
    """What all runs must agree on: every count and every exact value."""
    lines = [
        f"{m.target} {m.objective} {m.window.name} {m.verdict} {m.met} {m.counted} {m.open} {m.value}"
        f" {sorted(m.excluded.items())}"
        for m in measured.measured
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def run(file: Path, *, percentile: bool, workers: int, targets: int) -> dict[str, Any]:
    """One run in this process: the verdicts, and the scan beside them."""
    import pyarrow as pa

    pa.array([0]).to_numpy()  # imports pandas, where that is installed, once
    made = planned(book(percentile=percentile, targets=targets))
    held = open_canonical(file, file.name)
    seconds, found = cpu(lambda: measure(made, {"itsm": held}, AS_OF, workers=workers))
    most = peak()  # before the scan, which may hold more
    scan = min(cpu(lambda: scanned(file))[0] for _ in range(2))
    return {
        "scan": scan,
        "seconds": seconds,
        "peak": most,
        "groups": len(found.measured),
        "counted": sum(each.counted for each in found.measured),
        "checksum": checksum(found),
    }


def peak() -> int:
    """The most memory that this process, or a child of it, has held, in MiB."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(each).ru_maxrss for each in whose) // 1024


def in_a_process(file: Path, *options: str) -> dict[str, Any]:
    """One run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.tickets", "--run", str(file), *options]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


RUNS = {
    "shares": (),
    "percentiles": ("--percentile",),
    "percentiles, 2 processes": ("--percentile", "--workers", "2"),
    "shares, twice the targets": ("--targets", str(2 * SERVICES)),
}


def table(millions: float) -> None:
    """One line for each kind of run on a history of so many tickets."""
    count = round(millions * 1_000_000)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "tickets.parquet")
        written(file, count)
        print(f"{count:,} tickets, {file.stat().st_size / 1e6:,.0f} MB")
        for name, options in RUNS.items():
            found = in_a_process(file, *options)
            print(
                f"  {name:<26} scan {found['scan']:6.2f} s  measured {found['seconds']:6.2f} s"
                f"  {found['seconds'] / found['scan']:5.2f} times"
                f"  {found['seconds'] / count * 1e9:6.0f} ns a ticket  {found['peak']:5} MiB"
                f"  {found['groups']:,} verdicts of {found['counted']:,}  {found['checksum']}"
            )


def arguments() -> argparse.Namespace:
    """What to measure; `--run` is one run, of which JSON is printed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--millions", type=float, nargs="+", default=[1.0, 5.0])
    parser.add_argument("--rivals", action="store_true")
    parser.add_argument("--run", type=Path)
    parser.add_argument("--percentile", action="store_true")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--targets", type=int, default=SERVICES)
    return parser.parse_args()


def main() -> int:
    """Print the tables."""
    asked = arguments()
    if asked.run is not None:
        how = {"percentile": asked.percentile, "workers": asked.workers, "targets": asked.targets}
        print(json.dumps(run(asked.run, **how)))
        return 0
    for millions in asked.millions:
        table(millions)
    if asked.rivals:
        rivals.main()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
