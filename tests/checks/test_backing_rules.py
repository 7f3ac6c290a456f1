"""The rules on backing: every reason of the engine is told by exactly one of them."""

from __future__ import annotations

import ast
import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from slaspec import backing
from slaspec.checks import backed
from slaspec.checks.pages import examples
from slaspec.language.book import load_book
from slaspec.use_cases.backing import backing as backing_of
from slaspec.use_cases.check import check
from tests.checks.test_rule_cases import TODAY

CODE = re.compile(
    r"[a-z]+(-[a-z]+)+|paused|exclusion|reopened|obligation|notice|population|quantum"
)
# told by rules about the text itself, as remarks, or as "cannot be proved"
ELSEWHERE = {
    *("circle", "leaf-twice", "unknown-leaf", "unknown-tree", "sla-behind-sla"),  # D007 D009 D021
    *("no-promise-while", "open-end"),  # B019 B020
    *("objective-form", "value-not-composed", "score-not-composed", "no-window"),  # B017
    *("calendar-ends", "calendar-begins-late", "pauses-not-ordered"),  # B017
}


def codes_of_the_engine():
    """The first words of all reasons, as they stand in the source."""
    for file in Path(backing.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if called.lower().strip("_") in ("reason", "fault", "differs", "treatment"):
                    said = [a.value for a in node.args if isinstance(a, ast.Constant)]
                    yield from (s for s in said[-3:] if isinstance(s, str) and CODE.fullmatch(s))


def test_every_reason_is_told_by_one_rule():
    """No reason of the engine is lost, and none is told twice."""
    told = Counter()
    for module in iter_modules(backed.__path__):
        told.update(getattr(import_module(f"{backed.__name__}.{module.name}"), "CODES", ()))

    assert {code for code, times in told.items() if times > 1} == set()
    assert set(codes_of_the_engine()) - set(told) - ELSEWHERE - {"unsaid"} == set()


def test_findings_and_json_say_the_same(tmp_path):
    """What is an error of a rule is a proof that is not backed, and the other way round."""
    examples.write_example(
        "targets:\n"
        "  - id: resolution\n"
        "    service: service-desk\n"
        "    metric: resolution-time\n"
        "    objectives:\n"
        "      P1: {share: 90%, within: 5h, hours: 24x7, backed_by: [desk-ola#restore/P1]}\n"
        "      P2: {share: 96%, within: 8h, hours: office, backed_by: [desk-ola#restore/P2]}\n",
        tmp_path,
    )
    book = load_book(tmp_path)
    found = {f.path[-2:][0] for f in check(book, TODAY, select=["B"]) if f.severity == "error"}
    proved = {each.proof.objective: each.proof.verdict for each in backing_of(book)}

    assert {"P2"} == found
    assert {"P1": "backed", "P2": "not_backed"} == proved


def test_the_counterexample_is_shown_with_its_holidays(tmp_path):
    """The timeline names the instants, the leaf with its promise, closed dates and what binds."""
    examples.write_example(
        "kind: OLA\n"
        "targets:\n"
        "  - id: restore\n"
        "    service: service-desk\n"
        "    metric: restore-time\n"
        "    objectives:\n"
        "      P1: {share: 95%, within: 4h, hours: office}\n"
        "      P2: {share: 95%, within: 6h, hours: office}\n",
        tmp_path,
    )
    [finding] = [f for f in check(load_book(tmp_path), TODAY, select=["B001"])]

    assert (
        ("reported", "Fri 2027-05-14 17:00 +02:00"),
        (
            "resolved by",
            "Tue 2027-05-18 12:00",
            "desk-ola#restore/P1 (95% within 4h, office; closed: Constitution Day)",
            "<- binding",
        ),
    ) == finding.table
