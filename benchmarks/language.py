"""
What reading a contract costs, beside the usual YAML loader, on 1,000 agreements of about 150 lines.

    python -m benchmarks.language [NUMBER]

CPU seconds of one process, everything in memory; the best of three rounds. The target is that
reading and structuring together cost no more than `yaml.CSafeLoader` alone on the same bytes.
"""

from __future__ import annotations

import gc
import platform
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml

from slaspec.language import shape
from slaspec.language.document import Document, read_document
from slaspec.language.shape import shape_findings
from slaspec.language.structure import structure

CONTRACTS = Path(__file__).parents[1] / "contracts" / "nordit"
ROUNDS = 3
LINES = 150
MORE_TARGETS = """\
  - id: resolution-{n}
    clause: B-{n}.{m}
    service: service-desk
    metric: resolution-time
    objectives:
      P1: {{share: 9{d}%, within: {d}h 30min, hours: 24x7, backed_by: [desk-ola#triage/P1]}}
      P2: {{share: 90.{d}%, within: 1{d}h, hours: office-no, backed_by: [desk-ola#triage/P2]}}
      P3: {{share: 85%, within: 4{d}h, hours: office-no, backed_by: [platform-ola#restore/P3]}}
    remedies: [desk-credit]
    remark: Agreed in meeting {n} of the steering board, for the dealers of region {m}.
"""


def agreement(number: int) -> bytes:
    """One agreement, derived from the example, with words and figures of its own."""
    text = (CONTRACTS / "acme.sla.yaml").read_text("utf-8")
    text = text.replace("id: acme-service-desk", f"id: acme-service-desk-{number}", 1)
    text = text.replace("title: Service desk for Acme", f"title: Service desk {number} for Acme", 1)
    text = text.replace(
        "amount: 40000.00 EUR", f"amount: {40000 + number}.{number % 100:02} EUR", 1
    )
    head, tail = text.split("remedies:\n  - id: desk-credit", 1)
    more = ""
    while head.count("\n") + more.count("\n") + tail.count("\n") < LINES - 2:
        n = more.count("\n") // 10 + 1
        more += MORE_TARGETS.format(n=n, m=number % 97 + n, d=(number + n) % 9 + 1)
    return f"{head}{more}remedies:\n  - id: desk-credit{tail}".encode()


def cpu(items: list[Any], *works: Callable[[Any], Any]) -> list[float]:
    """The least CPU seconds of each piece of work over all items, the works taken in turn."""
    best = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for index, work in enumerate(works):
            gc.collect()
            start = time.process_time()
            for item in items:
                work(item)
            best[index] = min(best[index], time.process_time() - start)
    return best


def usual(raw: bytes) -> Any:
    return yaml.load(raw, Loader=yaml.CSafeLoader)


def read(raw: bytes) -> Document:
    return read_document(raw, "a.yaml")


def read_with_places(raw: bytes) -> None:
    read_document(raw, "a.yaml").span(("targets", 0))


def structured(document: Document) -> None:
    _, wrong = structure(document.data, document)
    assert not wrong, wrong


def shaped(document: Document) -> None:
    assert not shape_findings(document)


def validated(document: Document) -> None:
    assert shape._quick_validator("SLA").is_valid(document.data)


def main(number: int) -> None:
    raws = [agreement(n) for n in range(number)]
    lines = sum(raw.count(b"\n") for raw in raws) / number
    size = sum(map(len, raws)) / 1e6
    print(f"{number:,} agreements, {lines:.0f} lines each, {size:.1f} MB together")
    print(f"Python {platform.python_version()}, PyYAML {yaml.__version__}, {platform.machine()}\n")

    yardstick, reading, with_places = cpu(raws, usual, read, read_with_places)
    documents = [read(raw) for raw in raws]
    [structuring] = cpu(documents, structured)
    rows = [
        ("yaml.CSafeLoader (the yardstick)", yardstick),
        ("read_document", reading),
        ("read_document, table of places built", with_places),
        ("structure", structuring),
    ]
    if find_spec("jsonschema_rs") is not None:
        [alone, whole] = cpu(documents, validated, shaped)
        rows.append(("validation by jsonschema_rs", alone))
        rows.append(("shape with jsonschema_rs", whole))
    some = documents[: max(1, number // 10)]
    with patch.object(shape, "_quick_validator", return_value=None):
        [slow] = cpu(some, shaped)
    rows.append(("shape with jsonschema alone", slow * number / len(some)))

    for name, seconds in rows:
        print(f"{name:40} {seconds:7.2f} s {seconds / number * 1e3:8.3f} ms a file")
    print(
        f"\n(read_document + structure) / CSafeLoader = {(reading + structuring) / yardstick:.2f}"
    )
    print(
        f"the same with the table of places        = {(with_places + structuring) / yardstick:.2f}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1000)
