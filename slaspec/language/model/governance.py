"""Who answers for what: parties, duties, support, reporting, changes, disputes, termination."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from slaspec.language.model.node import Node
from slaspec.language.model.target import WorkingDays
from slaspec.language.quantities import Amount, Day, Duration, Lookback, Money, Share, Span


@dataclass(frozen=True, kw_only=True)
class TermsUse(Node):
    """The general terms that an agreement stands on, version pinned."""

    use: str
    version: str


@dataclass(frozen=True, kw_only=True)
class Effective(Node):
    """The term of the agreement; both dates are inside it."""

    from_: Day
    through: Day | None = None
    renewal: Literal["none", "automatic", "by_agreement"] | None = None
    notice: Span | None = None
    judged_from: Day | None = None
    credits_from: Day | None = None

    @property
    def ends(self) -> Day | None:
        """The last day of the term; None where it is open or renews itself."""
        return None if self.renewal == "automatic" else self.through


@dataclass(frozen=True, kw_only=True)
class PartiesTo(Node):
    """The two sides, who benefits, and who measures."""

    provider: str
    customer: str
    beneficiaries: tuple[str, ...] | None = None
    measured_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Signature(Node):
    """Who signed for which party, and when."""

    party: str
    by: str
    date: Day


@dataclass(frozen=True, kw_only=True)
class Transcribed(Node):
    """The supplier's document that this text was taken from."""

    document: str
    sha256: str
    page: int | None = None


@dataclass(frozen=True, kw_only=True)
class Languages(Node):
    """Which language version prevails."""

    prevailing: str
    also: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Signed(Node):
    """What was put on paper."""

    document: str
    sha256: str
    language: str | None = None
    schedule: str | None = None
    clauses: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class AnswersFor(Node):
    """The one party that answers for a component."""

    component: str
    party: str


@dataclass(frozen=True, kw_only=True)
class Charge(Node):
    """What a service costs: an amount per period, or the DataSource of the invoices."""

    amount: Money | None = None
    per: Literal["week", "month", "quarter", "year"] | None = None
    source: str | None = None


@dataclass(frozen=True, kw_only=True)
class Volume(Node):
    """How much is expected, and what happens above the agreed figure."""

    per: Literal["day", "week", "month", "quarter", "year"]
    expect: int | None = None
    at_least: int | None = None
    at_most: int | None = None
    above: Literal["counts", "not_judged"] | None = None
    growth: Share | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceLine(Node):
    """A service of the catalogue as this agreement delivers it."""

    service: str
    tier: str | None = None
    charge: Charge | None = None
    includes: tuple[str, ...] | None = None
    excludes: tuple[str, ...] | None = None
    volume: Volume | None = None


@dataclass(frozen=True, kw_only=True)
class SupportChannel(Node):
    """A way to reach the provider, its hours, and the targets that hold on it (or none)."""

    channel: Literal["phone", "email", "portal", "chat", "on_site", "other"]
    contact: str
    hours: str
    targets: Literal["none"] | tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Duty(Node):
    """What one side has to do, within what, and what happens if it does not."""

    id: str
    text: str
    within: Duration | WorkingDays | None = None
    if_not: Literal["clock_paused", "excused", "none"] | None = None


@dataclass(frozen=True, kw_only=True)
class Duties(Node):
    """The duties of both sides."""

    provider: tuple[Duty, ...] | None = None
    customer: tuple[Duty, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Definition(Node):
    """A word and what it means in this agreement."""

    term: str
    means: str


@dataclass(frozen=True, kw_only=True)
class StatementTerms(Node):
    """When the statement is due, when its data closes, and what silence means."""

    due: Span | None = None
    data_closes: Span | None = None
    late_data: Literal["next_statement", "not_corrected"] | None = None
    object_within: Span | None = None
    silence: Literal["agreed", "disputed"] | None = None
    disputed: Literal["pay_undisputed", "pay_all", "withhold_all"] | None = None
    prevails: str | None = None
    cross_check: str | None = None


@dataclass(frozen=True, kw_only=True)
class Exclusion(Node):
    """Time or records that do not count, under which conditions."""

    id: str
    cause: Literal[
        "maintenance",
        "force_majeure",
        "customer",
        "third_party",
        "suspension",
        "other",
    ]
    clause: str | None = None
    text: str | None = None
    hours: str | None = None
    notice: Span | None = None
    at_most: Duration | None = None
    per: Literal["week", "month", "quarter", "year"] | None = None
    claim_within: Span | None = None
    evidence: Literal["required", "none"] | None = None
    on_availability: Literal["denominator", "numerator"] | None = None
    on_tickets: Literal["pause", "leave_out"] | None = None


@dataclass(frozen=True, kw_only=True)
class Liability(Node):
    """Whether credits are all that the customer gets."""

    credits: Literal["sole_remedy", "in_addition"]
    except_: tuple[str, ...] | None = None
    offset_against_damages: bool | None = None


@dataclass(frozen=True, kw_only=True)
class EscalationStep(Node):
    """Who is told when a share of the limit is used, or the limit is exceeded by so much."""

    to: str
    at_share: Share | None = None
    over_by: Duration | None = None


@dataclass(frozen=True, kw_only=True)
class Meeting(Node):
    """A regular meeting and who takes part."""

    every: Literal["week", "month", "quarter", "year"]
    with_: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Complaints(Node):
    """Where complaints go and when they are answered."""

    to: str
    answer_within: Span


@dataclass(frozen=True, kw_only=True)
class Consultation(Node):
    """Customers who were asked about a charter, and what they said."""

    date: Day
    with_: str
    heard: str


@dataclass(frozen=True, kw_only=True)
class Governance(Node):
    """Meetings, complaints and the consultation of customers."""

    meetings: tuple[Meeting, ...] | None = None
    complaints: Complaints | None = None
    consultations: tuple[Consultation, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Reporting(Node):
    """Which report goes to whom, how often, showing what."""

    every: Literal["week", "month", "quarter", "year"]
    to: tuple[str, ...]
    due: Span | None = None
    shows: tuple[Literal["verdicts", "trend", "credits", "volumes", "exclusions"], ...] | None = (
        None
    )


@dataclass(frozen=True, kw_only=True)
class ReviewHeld(Node):
    """A review that took place and what it decided."""

    date: Day
    decided: str


@dataclass(frozen=True, kw_only=True)
class Review(Node):
    """How often the agreement is reviewed."""

    every: Span
    held: tuple[ReviewHeld, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class ImprovementAfter(Node):
    """So many missed windows in a period."""

    missed: int
    in_: Lookback


@dataclass(frozen=True, kw_only=True)
class Improvement(Node):
    """When an improvement plan is due."""

    after: ImprovementAfter
    plan_within: Span


@dataclass(frozen=True, kw_only=True)
class Changes(Node):
    """How the agreement itself is changed."""

    consent: Literal["mutual", "provider", "customer"]
    notice: Span | None = None


@dataclass(frozen=True, kw_only=True)
class DisputeStep(Node):
    """A body that decides, and within what."""

    body: str
    within: Span


@dataclass(frozen=True, kw_only=True)
class Disputes(Node):
    """The steps of a dispute, the forum and the law."""

    steps: tuple[DisputeStep, ...]
    forum: str | None = None
    law: str | None = None


@dataclass(frozen=True, kw_only=True)
class TerminationWhen(Node):
    """What gives the right to terminate."""

    missed: str
    times: int | None = None
    in_: Lookback | None = None
    below: Amount | None = None
    consecutive: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Termination(Node):
    """A right to terminate after repeated or grave misses."""

    when: TerminationWhen
    by: Literal["customer", "provider"]
    notice: Span | None = None
    exercise_within: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Purpose(Node):
    """A value for the customer, and the targets that serve it."""

    value: str
    targets: tuple[str, ...]
