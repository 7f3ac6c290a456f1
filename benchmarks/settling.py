"""
How long settling takes: 100,000 lines, one for each record that missed and one for each window.

    python -m benchmarks.settling

CPU seconds in one process, best of three: lines in money, in per cent under a cap, and of windows
whose remedies look back (repeats, a cap of the contract year with carried excess, earn-back).
"""

from __future__ import annotations

import calendar
import time as clock
from fractions import Fraction
from typing import Any

from slaspec.language.model import Agreement
from slaspec.language.structure import structure
from slaspec.measure.results import Measured, Measurements, WindowSpan
from slaspec.remedies.pipeline import settle

LINES = 100_000
MONTHS = 12
TARGET_SECONDS = 10.0
MONEY = {"rate": {"flat": "95.00 EUR"}}
PER_CENT = {
    "rate": {"flat": "0.5%"},
    "base": {"charge": "desk"},
    "caps": [{"per": "month", "at_most": "25%", "of": {"charge": "desk"}, "excess": "lost"}],
}
LOOKING_BACK = {
    "rate": {"flat": "0.5%"},
    "repeat": {"when": "consecutive", "factor": 2},
    "base": {"charge": "desk"},
    "caps": [
        {
            "per": "contract_year",
            "at_most": "1%",
            "of": {"all_charges": "contracted"},
            "excess": "carried",
        }
    ],
    "earn_back": {"when": {"mean": "80%", "over": "contract_year"}, "returns": "50%"},
}


def scheme(remedy: dict[str, Any], for_each: str, objectives: int) -> Agreement:
    """An agreement over 2026 with one remedy and so many objectives."""
    names = [f"P{number}" for number in range(1, objectives + 1)]
    promise = {"share": "90%", "within": "4h"}
    said = {
        "apiVersion": "slaspec/v1",
        "kind": "SLA",
        "id": "desk",
        "title": "Desk",
        "version": "1",
        "effective": {"from": "2026-01-01", "through": "2026-12-31"},
        "currency": "EUR",
        "services": [{"service": "desk", "charge": {"amount": "40000.00 EUR", "per": "month"}}],
        "interpretation": {
            "window": "month",
            "nature": "price_reduction",
            "rounding": {"mode": "half_up", "at": "line"},
            "claim": {"automatic": True},
        },
        "targets": [
            {
                "id": "resolution",
                "service": "desk",
                "metric": "time",
                "objectives": dict.fromkeys(names, promise),
                "remedies": ["credit"],
            }
        ],
        "remedies": [{"id": "credit", "for_each": for_each, **remedy}],
    }
    agreement, wrong = structure(said)
    assert not wrong
    assert isinstance(agreement, Agreement)
    return agreement


def missed(objectives: int, records: int) -> Measurements:
    """Every objective missed in each month of 2026, by so many records."""
    found = []
    for month in range(1, MONTHS + 1):
        last = calendar.monthrange(2026, month)[1]
        start = calendar.timegm((2026, month, 1, 0, 0, 0))
        name = f"2026-{month:02}"
        window = WindowSpan(start, start + last * 86400, name, f"{name}-01", f"{name}-{last}")
        ids = tuple(f"INC-{month:02}-{number:06}" for number in range(records))
        for objective in range(1, objectives + 1):
            one = Measured(
                target="resolution",
                objective=f"P{objective}",
                window=window,
                verdict="missed",
                met=records * 4,
                counted=records * 5,
                value=Fraction(4, 5),
                missed_ids=ids,
            )
            found.append(one)
    windows = tuple(sorted({one.window for one in found}))
    return Measurements("desk", windows, tuple(found))


def timed(agreement: Agreement, measurements: Measurements, rounds: int) -> tuple[float, int]:
    """The least CPU time of some rounds, and how many lines there were."""
    best, lines = float("inf"), 0
    for _ in range(rounds):
        begin = clock.process_time()
        lines = len(settle(agreement, measurements).lines)
        best = min(best, clock.process_time() - begin)
    return best, lines


def main(rounds: int = 3) -> None:
    """Print what each kind of settlement takes."""
    each = LINES // MONTHS + 1
    cases: dict[str, tuple[dict[str, Any], str, int, int]] = {
        "records, in money": (MONEY, "record", 1, each),
        "records, in per cent under a cap": (PER_CENT, "record", 1, each),
        "windows, in money": (MONEY, "window", each, 5),
        "windows, in per cent under a cap": (PER_CENT, "window", each, 5),
        "windows that look back": (LOOKING_BACK, "window", each, 5),
    }
    for name, (remedy, for_each, objectives, records) in cases.items():
        seconds, lines = timed(
            scheme(remedy, for_each, objectives), missed(objectives, records), rounds
        )
        verdict = "within" if seconds < TARGET_SECONDS else "over"
        print(f"{name}: {lines:,} lines in {seconds:.2f} s, {verdict} {TARGET_SECONDS:.0f} s")


if __name__ == "__main__":
    main()
