"""Reviews made by hand, for the faces that show them: a rich one, an empty one, a hostile one."""

import dataclasses
import os
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from slaspec.findings import Finding, Span
from slaspec.remedies.distribution import Distribution
from slaspec.review.change import Change
from slaspec.review.histogram import Bar, bars, width_for
from slaspec.review.review import (
    BackingChange,
    Flip,
    GateResult,
    Impact,
    Paired,
    Region,
    Review,
    Side,
    Streamed,
)

AS_OF = date(2026, 11, 22)
SLA, OLA = "contracts/acme.sla.yaml", "contracts/platform.ola.yaml"


def change(**more):
    """P1 is to be restored within 4h instead of 5h; say only what is to be otherwise."""
    given = {
        "rule": "C021",
        "name": "limit-changed",
        "sort": "changed",
        "direction": "tightened",
        "severity": "warning",
        "sentence": "records have to be handled within 4h instead of 5h",
        "before": "5h",
        "after": "4h",
        "document": "acme",
        "kind": "SLA",
        "target": "resolution",
        "path": ("targets", "resolution", "objectives", "P1", "within"),
        "base": Span(SLA, 16, 35, 2),
        "head": Span(SLA, 17, 35, 2),
        "material": True,
        "agreements": ("acme",),
        "targets": ("resolution",),
    }
    return Change(**{**given, **more})


def backing(**more):
    """P1 of resolution is no longer backed."""
    given = {
        "document": "acme",
        "target": "resolution",
        "objective": "P1",
        "before": "backed",
        "after": "not_backed",
        "effect": "broken",
        "span": Span(SLA, 17, 13, 2),
        "unit": "s",
        "slack_before": Fraction(1800),
        "slack_after": Fraction(-1800),
        "through": ("acme",),
        "why": ("worst case 4h 30min, allowed are 4h",),
        "repairs": ("platform#restore/P1 within 3h 30min",),
        "timeline": (
            ("reported", "Wed 2026-12-02 16:30 +01:00", ""),
            ("restored by", "Wed 2026-12-02 21:00", "platform#restore/P1 (4h, 24x7)"),
        ),
    }
    return BackingChange(**{**given, **more})


def region(**more):
    """Availabilities for which the verdict is another one."""
    given = {
        "document": "acme",
        "target": "availability",
        "objective": "",
        "differs": "verdict",
        "unit": "%",
        "low": Fraction(999, 10),
        "high": Fraction(9995, 100),
        "low_included": True,
        "high_included": False,
        "before": "met",
        "after": "missed",
    }
    return Region(**{**given, **more})


def paired(before, after, target="", side="credit", error=None):
    """A row of amounts, month by month."""
    before, after = ([Decimal(each) for each in column] for column in (before, after))
    difference = [two - one for one, two in zip(before, after, strict=True)]
    width = width_for(before, after)
    return Paired(
        target=target,
        side=side,
        before=Distribution.of(before),
        after=Distribution.of(after),
        difference=Distribution.of(difference),
        error=error,
        bars_before=bars(before, width),
        bars_after=bars(after, width),
        bars_difference=bars(difference, width_for(difference)),
    )


# 1,000 months: no credit in 780, 2,000.00 in 200 and 6,000.00 in 20; then in 190 of the first
# another 2,000.00, and 10,000.00 in the worst 20
BEFORE = ["0.00"] * 780 + ["2000.00"] * 200 + ["6000.00"] * 20
AFTER = ["0.00"] * 590 + ["2000.00"] * 190 + ["4000.00"] * 200 + ["10000.00"] * 20


def simulated(**more):
    """A thousand months that did not happen."""
    given = {
        "source": "simulation",
        "months": 1000,
        "first": "2027-01",
        "last": "2110-04",
        "records": 412_345,
        "rows": (
            paired(BEFORE, AFTER, error=Decimal("26.53")),
            paired(BEFORE, AFTER, "resolution", error=Decimal("26.53")),
        ),
        "named": "desk-profile",
        "seed": 7,
        "touched": 9_876,
    }
    return Streamed(**{**given, **more})


def replayed(**more):
    """Twelve months that happened."""
    given = {
        "source": "replay",
        "months": 12,
        "first": "2025-11",
        "last": "2026-10",
        "records": 4_321,
        "rows": (
            paired(["0.00"] * 9 + ["2000.00"] * 3, ["0.00"] * 7 + ["2000.00"] * 5),
            paired(["0.00"] * 9 + ["2000.00"] * 3, ["0.00"] * 7 + ["2000.00"] * 5, "resolution"),
        ),
        "flips": (
            Flip(
                target="resolution",
                objective="P1",
                window="2026-03",
                before="met",
                after="missed",
                records=("INC-1042", "INC-1077"),
            ),
        ),
        "named": "tickets-2026.csv",
        "remarks": ("3 records were left out: no end",),
        "touched": 61,
    }
    return Streamed(**{**given, **more})


def impact(**more):
    """What the change costs ACME's provider."""
    given = {
        "agreement": "acme",
        "currency": "EUR",
        "streams": (simulated(), replayed()),
        "maximum_before": Decimal("72000.00"),
        "maximum_after": Decimal("120000.00"),
        "uncovered_before": {"resolution/P1": Fraction(1500)},
        "uncovered_after": {"resolution/P1": Fraction(5500)},
    }
    return Impact(**{**given, **more})


def finding(message="the objective is not backed", **more):
    """A finding of the checks."""
    given = {
        "rule": "B001",
        "severity": "error",
        "span": Span(SLA, 17, 13, 2),
        "document": "acme",
        "target": "resolution",
        "path": ("targets", "resolution"),
    }
    return Finding(message=message, **{**given, **more})


def gate(id, name, state, sentence, **more):
    """A gate with its finding where it does not pass."""
    found = None if state == "passed" else finding(sentence, rule=id, aspect="gate", **more)
    return GateResult(id=id, name=name, state=state, sentence=sentence, finding=found)


GATES = (
    gate(
        "G001",
        "expected-credit-increase",
        "warned",
        "expected credits of 'acme' rise by 660.00 EUR (+127 %), the limit is 100 %",
    ),
    gate(
        "G003",
        "backing-broken",
        "denied",
        "'acme' resolution/P1 was backed and is not any more",
        help="platform#restore/P1 within 3h 30min",
    ),
    gate("G005", "version-not-raised", "passed", "every changed text has another version"),
    gate(
        "G006",
        "review-overdue",
        "waived",
        "'acme' was to be reviewed by 2026-10-01 (waived until 2026-12-31 by k-berg: moved)",
    ),
)


def review(**more):
    """A review without anything in it."""
    given = {
        "base": Side("origin/main", "3f1c9ab" + "0" * 33, {"acme": "2.3.0", "bolt": "1.0"}),
        "head": Side("working tree", "", {"acme": "2.4.0", "bolt": "1.0"}),
        "perspective": "provider",
        "as_of": AS_OF,
        "run": {"slaspec": "VERSION", "tzdata": "VERSION"},
    }
    return Review(**{**given, **more})


def empty():
    """Nothing of meaning changed."""
    return review(head=Side("working tree", "", {"acme": "2.3.0", "bolt": "1.0"}))


@cache
def rich():
    """One of everything."""
    return review(
        changes=(
            change(),
            change(
                rule="C014",
                name="share-changed",
                direction="loosened",
                severity="info",
                sentence="80% of the records have to be met instead of 90%",
                before="90%",
                after="80%",
                target="response",
                path=("targets", "response", "objectives", "P3", "share"),
                effective=date(2027, 1, 1),
                draft=True,
            ),
            change(
                rule="C061",
                name="stop-changed",
                direction="neutral",
                sentence="the clock stops when a record is resolved, not when it is closed",
                before="closed",
                after="resolved",
                target="",
                path=("metrics", "time-to-restore", "stop"),
                meaning=True,
            ),
            change(
                rule="C102",
                name="amount-changed",
                sentence="the credit is 2,000.00 EUR instead of 1,000.00 EUR",
                before="1,000.00 EUR",
                after="2,000.00 EUR",
                path=("remedies", "desk-credit", "credit", "amount"),
                target="",
            ),
            change(
                rule="C021",
                document="platform",
                kind="OLA",
                direction="loosened",
                sentence="records have to be handled within 4h instead of 3h",
                before="3h",
                after="4h",
                target="restore",
                path=("targets", "restore", "objectives", "P1", "within"),
                base=Span(OLA, 9, 20, 2),
                head=Span(OLA, 9, 20, 2),
                agreements=("platform", "acme"),
            ),
            change(
                rule="C201",
                name="title-changed",
                direction="neutral",
                severity="info",
                sentence="the title is another one",
                before="Service desk",
                after="Service desk for ACME",
                target="",
                path=("title",),
                material=False,
            ),
        ),
        backing=(
            backing(through=("acme", "platform")),
            backing(
                document="bolt",
                target="network",
                objective="objective",
                before="not_backed",
                after="backed",
                effect="mended",
                through=("telco",),
                why=("up time of 99.95% is promised where 99.9% is needed",),
                repairs=(),
                timeline=(),
                unit="%",
                slack_before=Fraction(-1, 2000),
                slack_after=Fraction(1, 2000),
                span=Span("contracts/bolt.sla.yaml", 21, 9, 7),
            ),
        ),
        regions=(
            region(),
            region(
                target="resolution",
                objective="P1",
                differs="credit",
                remedy="desk-credit",
                low=None,
                high=Fraction(90),
                before="1,000.00 EUR",
                after="2,000.00 EUR",
            ),
            region(
                target="resolution",
                objective="P1",
                unit="s",
                low=Fraction(4 * 3600),
                high=Fraction(5 * 3600),
                low_included=False,
                high_included=True,
            ),
        ),
        impacts=(
            impact(),
            impact(
                agreement="bolt",
                streams=(),
                maximum_before=None,
                maximum_after=None,
                uncovered_before={},
                uncovered_after={},
                not_computed=("'bolt' has no profile: `slaspec profile` makes one of a history",),
            ),
        ),
        gates=GATES,
        findings=(finding(), finding("a finding of one's own", rule="M004", target="response")),
        already_there=(finding("known before", rule="P003", severity="warning"),),
        fixed=1,
        notes=("3 files moved",),
    )


def with_text(text):
    """The rich review with one text in every place where somebody else's text may stand."""
    return dataclasses.replace(_filled(rich(), text), perspective="provider")


def _filled(value, text):
    """A value with every free text replaced; words of the program's own stay."""
    if isinstance(value, str):
        return text
    if isinstance(value, Span):
        return Span(text, value.line, value.column, value.width)
    if isinstance(value, Mapping):
        return {key: _filled(each, text) for key, each in value.items()}
    if isinstance(value, tuple) and not isinstance(value, Bar):
        return tuple(_filled(each, text) for each in value)
    if dataclasses.is_dataclass(value):
        free = {
            each.name: _filled(getattr(value, each.name), text)
            for each in dataclasses.fields(value)
            if not str(each.type).startswith(OWN) and each.name not in OWN_NAMES
        }
        return dataclasses.replace(value, **free)
    return value


OWN = ("Literal", "Direction", "Severity", "State", "Perspective", "Sort")
OWN_NAMES = ("currency",)

GOLDEN = Path(__file__).parent / "golden"


def golden(name, text):
    """Compare with a file; SLASPEC_UPDATE=1 writes it."""
    file = GOLDEN / name
    if os.environ.get("SLASPEC_UPDATE") == "1":
        file.write_text(text, "utf-8")
    assert file.read_text("utf-8") == text
