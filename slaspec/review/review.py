"""What a reviewer is shown of two revisions: every result in one piece, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from slaspec.findings import Finding, Span
from slaspec.remedies.distribution import Distribution
from slaspec.review.change import Change, Perspective
from slaspec.review.histogram import Bar

State = Literal["passed", "warned", "denied", "waived", "not_judged"]


@dataclass(frozen=True)
class Side:
    """
    One of the two revisions.

    `name` is how it was asked for (`origin/main`, `working tree`, a folder), `commit` its full
    object id, empty for a folder or the working tree. `versions` are the agreements' versions.
    """

    name: str
    commit: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """The first seven digits of the commit, or the name where there is none."""
        return self.commit[:7] or self.name


@dataclass(frozen=True, kw_only=True)
class BackingChange:
    """
    What stands behind one objective, before and after.

    `before` and `after` are verdicts of a proof, None where there is no such objective or nothing
    is said to stand behind it. `effect` is `broken` (backed before, if only on average, and not
    backed after), `mended`, `slack` (the same verdict, with more or less in hand), `unjudged` (was
    judged, is not any more) or `changed` (another verdict). `why` are the sentences of the proof
    that is worse, `through` are the ids of the changed documents that lead to it. `slack_before`
    and `slack_after` are seconds, shares of one or records, as `unit` says (`s`, `%`, `records`),
    below zero where so much is missing. `repairs` and `timeline` (the rows of the counterexample)
    are those of the head. `effective` is the day ahead from which it is so, with a `draft` signed.
    """

    document: str
    target: str
    objective: str
    before: str | None
    after: str | None
    effect: Literal["broken", "mended", "slack", "unjudged", "changed"]
    span: Span
    unit: str = ""
    slack_before: Fraction | None = None
    slack_after: Fraction | None = None
    through: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    timeline: tuple[tuple[str, ...], ...] = ()
    effective: date | None = None
    draft: bool = False


@dataclass(frozen=True, kw_only=True)
class Region:
    """
    The measured values for which a change makes a difference to one objective.

    Values lie between `low` and `high` (None: open end), the ends included as said; in `unit`
    (`%`, `s`, or that of the metric). `differs` is `verdict` or `credit`; `before` and `after` are
    what it was and is there, in words (`met`, `4,000.00 EUR`). `exact` is False where only a part
    could be computed, and `why` says why. `effective` and `draft` are as for a `BackingChange`.
    """

    document: str
    target: str
    objective: str
    differs: Literal["verdict", "credit"]
    unit: str
    low: Fraction | None
    high: Fraction | None
    low_included: bool
    high_included: bool
    before: str
    after: str
    remedy: str = ""
    exact: bool = True
    why: str = ""
    effective: date | None = None
    draft: bool = False


@dataclass(frozen=True, kw_only=True)
class Flip:
    """
    A window whose verdict differs, and the records that make the difference, ten at most.

    `more` is how many there are beyond. Of a simulation, whose records nobody knows, it stands for
    as many `windows` as turned alike, and `window` says how many of how many.
    """

    target: str
    objective: str
    window: str
    before: str
    after: str
    records: tuple[str, ...] = ()
    more: int = 0
    windows: int = 1


@dataclass(frozen=True, kw_only=True)
class Paired:
    """
    Amounts of one target (empty: the whole agreement) on the same streams, before and after.

    `side` is `credit` or `bonus`. All three distributions are over the same months; `difference` is
    after less before, month by month, with its own spread. `error` is the standard error of its
    mean, in the currency (None for a replay, which is no sample). The bars are those of the three
    distributions, of `before` and `after` with one width (`histogram.width_for` both, then `bars`).
    """

    target: str
    side: Literal["credit", "bonus"]
    before: Distribution
    after: Distribution
    difference: Distribution
    error: Decimal | None = None
    bars_before: tuple[Bar, ...] = ()
    bars_after: tuple[Bar, ...] = ()
    bars_difference: tuple[Bar, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Streamed:
    """
    What both revisions come to on one kind of stream.

    `source` is `replay` (histories that data sources name) or `simulation`. `months` is how many
    were paired; `first` and `last` their names; `records` how many records were read or made, and
    `touched` how many of them either revision judges otherwise. `flips` are windows whose verdict
    differs. `exercised` is False where no record makes any difference.
    """

    source: Literal["replay", "simulation"]
    months: int
    first: str
    last: str
    records: int
    rows: tuple[Paired, ...]
    flips: tuple[Flip, ...] = ()
    exercised: bool = True
    named: str = ""
    seed: int | None = None
    remarks: tuple[str, ...] = ()
    touched: int = 0


@dataclass(frozen=True, kw_only=True)
class Impact:
    """
    What the change does to the money of one agreement.

    `maximum_before` and `maximum_after` are the most that its text lets remedies come to in a
    contract year (None: there is no limit, or `why`). `uncovered_before` and `uncovered_after` are
    what of the most in one window no supplier returns, by target and objective. `closed` are lines
    of windows that ended before the day of the review and are settled otherwise now: a change that
    takes effect later leaves this empty. `not_computed` says what could not be computed, and why.
    `draft`: the later text has an amendment that lacks a signature. `why` says why there is no
    most.
    """

    agreement: str
    currency: str
    streams: tuple[Streamed, ...]
    maximum_before: Decimal | None = None
    maximum_after: Decimal | None = None
    uncovered_before: Mapping[str, Fraction | None] = field(default_factory=dict)
    uncovered_after: Mapping[str, Fraction | None] = field(default_factory=dict)
    closed: tuple[Flip, ...] = ()
    closed_difference: Decimal = Decimal(0)
    not_computed: tuple[str, ...] = ()
    draft: bool = False
    why: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GateResult:
    """
    One gate of `[tool.slaspec.gates]`, and how the change passes it.

    `finding` is what it has to say where it does not pass (its rule is the gate's id). A gate that
    does not pass at several places has a result for each of them.
    """

    id: str
    name: str
    state: State
    sentence: str
    finding: Finding | None = None


@dataclass(frozen=True, kw_only=True)
class Review:
    """
    Everything there is to say about two revisions.

    `findings` are those of the checks that the head has and the base has not, `already_there`
    those of both, `fixed` how many are gone. `unreadable` are findings of files that differ and
    could not be read, by side (`base`, `head`): what is in them was not compared. `notes` are
    neutral sentences (files moved, documents renamed). Without `amounts` prices are kept out of
    what is shown.
    """

    base: Side
    head: Side
    perspective: Perspective
    as_of: date
    changes: tuple[Change, ...] = ()
    backing: tuple[BackingChange, ...] = ()
    regions: tuple[Region, ...] = ()
    impacts: tuple[Impact, ...] = ()
    gates: tuple[GateResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    already_there: tuple[Finding, ...] = ()
    fixed: int = 0
    unreadable: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    amounts: bool = True
    run: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing of meaning changed."""
        return not (self.changes or self.backing or self.impacts)
