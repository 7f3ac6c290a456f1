"""Kinds `SLA`, `OLA`, `UC` and `Terms`: one body, where each section stands exactly once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from slaspec.language.model.backing import BackingTree
from slaspec.language.model.governance import (
    AnswersFor,
    Changes,
    Definition,
    Disputes,
    Duties,
    Effective,
    EscalationStep,
    Exclusion,
    Governance,
    Improvement,
    Languages,
    Liability,
    PartiesTo,
    Purpose,
    Reporting,
    Review,
    ServiceLine,
    Signature,
    Signed,
    StatementTerms,
    SupportChannel,
    Termination,
    TermsUse,
    Transcribed,
)
from slaspec.language.model.interpretation import Interpretation
from slaspec.language.model.metric import Metric
from slaspec.language.model.node import Node
from slaspec.language.model.remedy import Cap, Remedy
from slaspec.language.model.target import Target
from slaspec.language.quantities import Zone


@dataclass(frozen=True, kw_only=True)
class Sections(Node):
    """The sections that stand either in an agreement or in its Terms, never in both."""

    timezone: Zone | None = None
    currency: str | None = None
    languages: Languages | None = None
    precedence: tuple[Literal["agreement", "terms"], ...] | None = None
    signed: Signed | None = None
    binding: Literal["contract", "internal", "charter"] | None = None
    parties: PartiesTo | None = None
    contact_point: str | None = None
    answers_for: tuple[AnswersFor, ...] | None = None
    services: tuple[ServiceLine, ...] | None = None
    support: tuple[SupportChannel, ...] | None = None
    priorities: str | None = None
    definitions: tuple[Definition, ...] | None = None
    duties: Duties | None = None
    interpretation: Interpretation | None = None
    statement: StatementTerms | None = None
    metrics: tuple[Metric, ...] | None = None
    exclusions: tuple[Exclusion, ...] | None = None
    targets: tuple[Target, ...] | None = None
    backing: tuple[BackingTree, ...] | None = None
    remedies: tuple[Remedy, ...] | None = None
    caps: tuple[Cap, ...] | None = None
    liability: Liability | None = None
    escalation: tuple[EscalationStep, ...] | None = None
    governance: Governance | None = None
    reporting: Reporting | None = None
    review: Review | None = None
    improvement: Improvement | None = None
    changes: Changes | None = None
    disputes: Disputes | None = None
    termination: tuple[Termination, ...] | None = None
    purpose: tuple[Purpose, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Agreement(Sections):
    """An SLA, an OLA or a UC."""

    apiVersion: Literal["slaspec/v1"]
    kind: Literal["SLA", "OLA", "UC"]
    id: str
    title: str
    version: str
    effective: Effective
    description: str | None = None
    part_of: str | None = None
    terms: TermsUse | None = None
    signatures: tuple[Signature, ...] | None = None
    transcribed_from: Transcribed | None = None
    read_by: str | None = None
    checked_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Terms(Sections):
    """General terms that many agreements use."""

    apiVersion: Literal["slaspec/v1"]
    kind: Literal["Terms"]
    id: str
    title: str
    version: str
    description: str | None = None
    part_of: str | None = None
