"""
How long a preview of a year of tickets takes: the audit log of UCI data set 498, 24,918 tickets.

    python -m benchmarks.replay

CPU seconds (user and system) of whole processes, best of three; then the same work in one process,
split into its parts. SLASPEC_REAL_DATA names the folder of real data.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time as clock
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("SLASPEC_REAL_DATA") or ROOT / ".." / "shared" / "data")
LOG = DATA / "uci-servicenow-incidents" / "incident_event_log.csv.gz"
CONTRACTS = ROOT / "tests" / "real" / "uci" / "contracts"
PERIOD, AS_OF = "2016-03..2016-05", date(2016, 7, 1)
TARGET_SECONDS = 3.0
START = "import sys; from slaspec import cli; sys.exit(cli.run(sys.argv[1:]))"


def whole_preview(rounds: int = 3) -> float:
    """The least CPU time of `slaspec preview` as a process, start of the interpreter included."""
    best = float("inf")
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["preview", "uci-incidents", PERIOD, "--as-of", AS_OF.isoformat()]
        arguments += ["--contracts", str(CONTRACTS), "--records", f"uci-log={LOG}"]
        arguments += ["-o", str(Path(folder, "statement.json"))]
        for _ in range(rounds):
            before = children()
            surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
            command = [sys.executable, "-c", START, *arguments]
            subprocess.run(command, env=surroundings, check=True, capture_output=True)
            best = min(best, children() - before)
    return best


def children() -> float:
    """CPU seconds of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(work: Callable[[], Any], rounds: int = 3) -> tuple[float, Any]:
    """The least CPU time of some rounds, and the last result."""
    best, result = float("inf"), None
    for _ in range(rounds):
        begin = clock.process_time()
        result = work()
        best = min(best, clock.process_time() - begin)
    return best, result


def parts() -> dict[str, float]:
    """CPU seconds of each part, in one process: contracts, records, verdicts, money."""
    from slaspec.records.sources import read_records
    from slaspec.use_cases.load import load
    from slaspec.use_cases.measure import measure, settle

    seconds: dict[str, float] = {}
    seconds["load contracts"], book = timed(lambda: load(CONTRACTS))
    source, whole = book.contracts["uci-log"], book.agreement("uci-incidents")
    seconds["read records"], (tickets, _) = timed(lambda: read_records(source, LOG, shown=LOG.name))
    seconds["measure"], measured = timed(
        lambda: measure(book, whole, {"uci-log": tickets}, PERIOD, AS_OF)
    )
    seconds["settle"], _ = timed(lambda: settle(whole, measured))
    return seconds


def main() -> int:
    """Print the figures; 1 where the whole takes longer than its target, 2 without the log."""
    if not LOG.is_file():
        print(f"the UCI log is not at {LOG}; SLASPEC_REAL_DATA names the folder of real data")
        return 2
    whole = whole_preview()
    print(f"slaspec preview, 141,712 rows, 24,918 tickets: {whole:.2f} s CPU")
    for name, seconds in parts().items():
        print(f"  {name:<15} {seconds:.3f} s")
    print(
        f"  target          {TARGET_SECONDS:.2f} s: {'kept' if whole < TARGET_SECONDS else 'MISSED'}"
    )
    return int(whole >= TARGET_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
