"""
Simulated months of the worked portfolio through the whole pipeline, in CPU seconds.

Run it with a fresh Python: `python benchmarks/months.py [MONTHS]`. All four agreements of
`contracts/nordit` see the same tickets; each month is measured and settled for itself.
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
AGREEMENTS = ("acme-service-desk", "telco-uc", "desk-ola", "platform-ola")
TARGET_SECONDS = 15


def main() -> int:
    """Print the figures; 1 where 2,000 months take 15 CPU seconds or more."""
    from slaspec.use_cases.exposure import exposures
    from slaspec.use_cases.load import load

    months = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    book = load(CONTRACTS)
    as_of = date(2026, 5, 1)
    begin = time.process_time()
    found = exposures(book, AGREEMENTS, "2026-04", "desk-profile", as_of=as_of, months=months)
    seconds = time.process_time() - begin
    for each in found:
        total = each.rows[0].distribution
        print(f"{each.agreement.id}: {total.count:,} months, worst {total.worst}")
    print(f"{months:,} months of {len(found)} agreements: {seconds:.2f} s CPU")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return int(seconds * 2000 >= TARGET_SECONDS * months)


if __name__ == "__main__":
    sys.exit(main())
