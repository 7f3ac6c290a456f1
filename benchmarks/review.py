"""
What the money of a change costs: both revisions of an agreement with ten targets, one changed.

    python -m benchmarks.review [MONTHS]

CPU seconds of one process. The agreement is that of `benchmarks/check.py`; its head has another
limit in one target. It is replayed on twelve months of 100,000 tickets, written into a temporary
folder as the tool would export them, and simulated. One revision is what the same program does
where the base has no such agreement: it reads, makes, measures and settles once. The ratio of both
is of one run, in turns, the least of two; imports are not in it.
"""

from __future__ import annotations

import csv
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.check import CONTRACTS, agreement
from slaspec.language.book import Book, load_book
from slaspec.language.model import Profile
from slaspec.records.simulate.of_book import stream_of
from slaspec.records.simulate.streams import Span
from slaspec.records.tickets import NO_CODE, STATES, Tickets
from slaspec.review.impact import impacts
from slaspec.review.pair import Pair, side_of
from slaspec.review.review import Impact

AS_OF = date(2027, 1, 22)
ID = "acme-service-desk-1"
TICKETS, MONTHS, ROUNDS = 100_000, 2000, 2
TARGET_SECONDS, TARGET_RATIO = 20.0, 1.3
LABELS = {"P1": "1 - Critical", "P2": "2 - High", "P3": "3 - Moderate"}
STATE_LABELS = {
    "new": "New",
    "active": "In Progress",
    "waiting_customer": "Awaiting Customer",
    "waiting_supplier": "Awaiting Supplier",
    "resolved": "Resolved",
    "closed": "Closed",
    "cancelled": "Cancelled",
    "duplicate": "Cancelled",
}
SERVICES = {"service-desk": "Service Desk", "dealer-sites": "Dealer Sites"}
HEADER = (
    "number", "sys_mod_count", "sys_updated_at", "incident_state", "priority",
    "assignment_group", "business_service", "opened_at", "assigned_at",
)  # fmt: skip


def write(folder: Path, *, with_agreement: bool = True, changed: bool = False) -> Book:
    """A revision of the worked portfolio, with the agreement or without, and its history."""
    shutil.copytree(CONTRACTS, folder)
    shutil.rmtree(folder / "scenarios")
    (folder / "acme.sla.yaml").unlink()
    if with_agreement:
        text = agreement(1)
        text = text.replace("within: 13h 30min", "within: 9h") if changed else text
        (folder / "acme.sla.yaml").write_text(text, "utf-8")
    source = folder / "sources" / "itsm-export.yaml"
    named = "histories: [{id: y2026, file: y2026.csv}]\n"
    source.write_text(source.read_text("utf-8") + named, "utf-8")
    return load_book(folder, "contracts")


def write_history(book: Book, file: Path) -> int:
    """Twelve months of tickets as the tool exports them, a row for each change; how many rows."""
    profile = book.get("desk-profile", Profile)
    assert profile is not None
    span = Span(1, date(2026, 1, 1), date(2026, 12, 31))
    stream = stream_of(book, profile.id, "itsm-export", span, TICKETS)
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(HEADER)
        rows = 0
        for number in range(stream.blocks):
            block = stream.block(number)
            assert isinstance(block, Tickets)
            for row in export(block):
                writer.writerow(row)
                rows += 1
    return rows


def export(tickets: Tickets) -> Iterator[tuple[object, ...]]:
    """The rows of some tickets: one for each event that had happened by the end of the year."""
    history, end = tickets.history, int(datetime(2027, 1, 5, tzinfo=UTC).timestamp())
    assert history is not None
    first = history.first.tolist()
    for ticket, id in enumerate(tickets.ids):
        service = SERVICES[tickets.services[tickets.service[ticket]]]
        opened, assigned = (
            shown(int(tickets.stamps[event][ticket])) for event in ("reported", "assigned")
        )
        state, priority = STATES.index("new"), int(tickets.priority_first[ticket])
        for number, row in enumerate(range(first[ticket], first[ticket + 1])):
            if int(history.at[row]) > end:
                break
            state = state if history.state[row] == NO_CODE else int(history.state[row])
            priority = priority if history.priority[row] == NO_CODE else int(history.priority[row])
            words = STATE_LABELS[STATES[state]], LABELS[tickets.priorities[priority]]
            at = shown(int(history.at[row]))
            yield id, number, at, *words, "Service desk", service, opened, assigned


def shown(instant: int) -> str:
    """An instant on the clock of Oslo, as the tool writes it."""
    from zoneinfo import ZoneInfo

    if instant < 0:
        return ""
    return f"{datetime.fromtimestamp(instant, ZoneInfo('Europe/Oslo')):%Y-%m-%d %H:%M:%S}"


def timed(base: Book, head: Book, months: int, *, replay: bool) -> tuple[float, Impact]:
    """CPU seconds of the impact of one agreement."""
    pair = Pair(base, head, side_of(base, "base"), side_of(head, "head"))
    begin = time.process_time()
    (found,) = impacts(pair, AS_OF, frozenset({ID}), months=months, replay=replay)
    return time.process_time() - begin, found


def compared(base: Book, none: Book, head: Book, months: int) -> dict[str, tuple[float, float]]:
    """The least CPU seconds of both revisions and of one, of the replay and of the simulation."""
    least = {"replay": (1e9, 1e9), "simulation": (1e9, 1e9)}
    for _ in range(ROUNDS):
        for part, best in least.items():
            asked = (0, True) if part == "replay" else (months, False)
            both, one = (timed(each, head, asked[0], replay=asked[1])[0] for each in (base, none))
            least[part] = min(best[0], both), min(best[1], one)
    return least


def main() -> int:
    """Print the figures; 1 where one of them is missed."""
    months = int(sys.argv[1]) if len(sys.argv) > 1 else MONTHS
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        base, head = write(root / "base"), write(root / "head", changed=True)
        none = write(root / "none", with_agreement=False)
        rows = write_history(base, root / "head" / "y2026.csv")
        timed(base, head, 12, replay=True)  # imports, and compiled calendars
        least = compared(base, none, head, months)
        whole, found = timed(base, head, months, replay=True)
    for stream in found.streams:
        row = stream.rows[0]
        mean = f"mean difference {float(row.difference.expected):.2f} {found.currency}"
        print(f"{stream.source}: {stream.records:,} records, {mean} (error {row.error})")
    for part, (both, one) in least.items():
        print(f"{part}: both {both:.2f} s, one {one:.2f} s CPU, ratio {both / one:.2f}")
    together = [sum(each) for each in zip(*least.values(), strict=True)]
    ratio = together[0] / together[1]
    print(f"together: ratio {ratio:.2f} (at most {TARGET_RATIO})")
    print(f"whole: {rows:,} rows, {months:,} months: {whole:.2f} s CPU (below {TARGET_SECONDS})")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return int(whole >= TARGET_SECONDS or ratio > TARGET_RATIO)


if __name__ == "__main__":
    sys.exit(main())
