"""
Simulated tickets per CPU second, with their whole histories, against invented words.

Run it with a fresh Python: `python benchmarks/simulation.py [BLOCKS]`. The profile is that of
`contracts/nordit`: priorities through the matrix, waiting, hand-overs, changes of priority,
reopening, bulk closes, holidays.
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

CONTRACTS = ROOT / "contracts" / "nordit"
TARGET_PER_SECOND = 1_000_000
BLOCK = 1_000_000
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
WORDS = 2_000


def streams(blocks: int) -> tuple[float, float, int]:
    """CPU seconds of the set-up and of the blocks, and the rows of their histories."""
    from slaspec.use_cases.load import load
    from slaspec.use_cases.stream import stream

    book = load(CONTRACTS)
    span = {"seed": 7, "first": FIRST, "last": LAST, "count": blocks * BLOCK}
    begin = time.process_time()
    made = stream(book, "desk-profile", "itsm-export", **span)
    ready = time.process_time()
    rows = sum(len(made.block(number).history.at) for number in range(made.blocks))
    return ready - begin, time.process_time() - ready, rows


def words() -> float:
    """CPU seconds of so many tickets whose two instants, name and summary are Faker's."""
    from faker import Faker

    faker = Faker("en_US")
    faker.seed_instance(7)
    begin = time.process_time()
    for _ in range(WORDS):
        faker.date_time_between("-1y")
        faker.date_time_between("-1y")
        faker.name()
        faker.sentence()
    return time.process_time() - begin


def main() -> int:
    """Print the figures; 1 where a CPU second makes less than a million tickets."""
    blocks = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    setup, seconds, rows = streams(blocks)
    rate = blocks * BLOCK / (setup + seconds)
    invented = WORDS / words()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{blocks * BLOCK:,} tickets with {rows:,} rows of history: {setup + seconds:.2f} s CPU")
    print(f"  set-up          {setup:.3f} s")
    print(f"  per CPU second  {rate:,.0f} tickets")
    print(f"  Faker alone     {invented:,.0f} tickets, {rate / invented:,.0f} times less")
    print(f"  memory          {memory:,.0f} MB, block by block")
    kept = rate >= TARGET_PER_SECOND
    print(f"  target          {TARGET_PER_SECOND:,}: {'kept' if kept else 'MISSED'}")
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
