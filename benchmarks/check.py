"""
What `slaspec check` costs on 1,000 agreements of ten targets each.

    python -m benchmarks.check [NUMBER]

CPU seconds of one process (`time.process_time`), of a portfolio written into a temporary folder:
every agreement uses the Terms, calendars, OLAs and UCs of `contracts/nordit`, each target has
objectives for three priorities with what stands behind them. jsonschema's own time is not in it:
with jsonschema-rs installed (extra `fast`) a valid file never asks it.
"""

from __future__ import annotations

import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from slaspec.checks.registry import all_rules
from slaspec.language.book import Book, load_book
from slaspec.use_cases.check import check

CONTRACTS = Path(__file__).parents[1] / "contracts" / "nordit"
AS_OF = date(2026, 6, 1)
TARGETS = 10
TARGET = """\
  - id: resolution-{n}
    clause: B-{n}.{m}
    service: service-desk
    metric: resolution-time-{n}
    objectives:
      P1: {{share: 90.{d}%, within: 1{d}h 30min, hours: 24x7, backed_by: [desk-ola#triage/P1, platform-ola#restore/P1]}}
      P2: {{share: 90.{d}%, within: 2{d}h, hours: office-no, backed_by: [desk-ola#triage/P2, platform-ola#restore/P2]}}
      P3: {{share: 85%, within: 5{d}h, hours: office-no, backed_by: [desk-ola#triage/P3, platform-ola#restore/P3]}}
    remedies: [desk-credit-{n}]
"""
REMEDY = """\
  - {{id: desk-credit-{n}, clause: B-7.2.{n}, for_each: window, rate: {{flat: 1%}}, base: {{charge: service-desk}}, caps: [{{per: month, at_most: 1%, of: {{charge: service-desk}}, excess: lost}}]}}
"""
METRIC = """\
  - {{id: resolution-time-{n}, title: Time to resolution {n}, kind: duration, records: incident, source: itsm-export, start: reported, stop: [resolved, closed], pause: [waiting_customer]}}
"""


def agreement(number: int) -> str:
    """One agreement of ten targets, derived from the example, with figures of its own."""
    text = (CONTRACTS / "acme.sla.yaml").read_text("utf-8")
    text = text.replace("id: acme-service-desk", f"id: acme-service-desk-{number}", 1)
    text = text.replace(
        "amount: 40000.00 EUR", f"amount: {40000 + number}.{number % 100:02} EUR", 1
    )
    text = text.replace("customer: acme,", f"customer: acme-{number},", 1)
    numbers = range(1, TARGETS)
    head, tail = text.split("remedies:\n  - id: desk-credit", 1)
    head = head.replace(
        "targets:\n", "".join(METRIC.format(n=n) for n in numbers) + "targets:\n", 1
    )
    listed = ", ".join(f"resolution-{n}" for n in numbers)
    tail = tail.replace("targets: [resolution]", f"targets: [resolution, {listed}]")
    more = "".join(TARGET.format(n=n, m=number % 97 + n, d=(number + n) % 9 + 1) for n in numbers)
    remedies = "".join(REMEDY.format(n=n) for n in numbers)
    return f"{head}{more}remedies:\n{remedies}  - id: desk-credit{tail}"


def write(folder: Path, number: int) -> None:
    """The portfolio with so many agreements."""
    shutil.copytree(CONTRACTS, folder, dirs_exist_ok=True)
    (folder / "acme.sla.yaml").unlink()
    shutil.rmtree(folder / "scenarios")
    parties = folder / "parties.yaml"
    customers = "".join(
        f"  - {{id: acme-{n}, name: Acme {n}, part_of: acme}}\n" for n in range(number)
    )
    text = parties.read_text("utf-8")
    parties.write_text(text.replace("organisations:\n", f"organisations:\n{customers}", 1), "utf-8")
    for each in range(number):
        (folder / f"acme-{each}.sla.yaml").write_text(agreement(each), "utf-8")


def cpu(work: Callable[[], object]) -> tuple[float, object]:
    """CPU seconds of one run, and its result."""
    begin = time.process_time()
    result = work()
    return time.process_time() - begin, result


def warm(folder: Path, kept: Path) -> float:
    """CPU seconds of a second `slaspec check` of the same portfolio, its start included."""
    arguments = ["check", str(folder), "--as-of", str(AS_OF), "--ignore", "M10", "--cache"]
    command = [sys.executable, "-m", "slaspec.cli", *arguments, str(kept)]
    for _ in range(2):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(number: int = 1_000) -> None:
    """Print reading, every rule but backing, backing, and the same once more from a cache."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "contracts")
        write(folder, number)
        all_rules()
        reading, book = cpu(lambda: load_book(folder, "contracts"))
        assert isinstance(book, Book)
        rules, found = cpu(lambda: check(book, AS_OF, ignore=("B", "M10")))
        proving, unbacked = cpu(lambda: check(book, AS_OF, select=("B",)))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        again = warm(folder, Path(name, "kept"))
    assert isinstance(found, list)
    assert isinstance(unbacked, list)
    print(f"Python {platform.python_version()}, {number:,} agreements of {TARGETS} targets")
    print(f"reading                 {reading:7.2f} s")
    print(f"rules without backing   {rules:7.2f} s   {len(found):,} findings")
    print(f"backing                 {proving:7.2f} s   {len(unbacked):,} findings")
    print(f"cold without backing    {reading + rules:7.2f} s")
    print(f"cold with backing       {reading + rules + proving:7.2f} s")
    print(f"warm, from a cache      {again:7.2f} s")
    print(f"peak memory             {peak:7.0f} MiB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
