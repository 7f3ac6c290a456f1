"""Is a share of records within a limit backed: first the limit, then the share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any

from slaspec.backing.allowance import Allowance, allowance_of
from slaspec.backing.draft import Draft
from slaspec.backing.excused import paused_exclusion
from slaspec.backing.frontier import TimeSearch, share_repairs, time_repairs
from slaspec.backing.pauses import Slowest, slowest
from slaspec.backing.result import Proof, Reason, Repair, Step
from slaspec.backing.shares import Part, few_records, mean_kept, since_start, worst_miss
from slaspec.backing.stages import Stage, Timed, stages, with_stage
from slaspec.backing.term import end_of
from slaspec.backing.time_parts import parts_of
from slaspec.backing.timed import Builder
from slaspec.backing.timeline import binding_leaf
from slaspec.backing.words import duration, share
from slaspec.backing.worst_case import DayLimit, Question
from slaspec.language.model.target import WorkingDays
from slaspec.service_time.civil import format_local


def prove_times(draft: Draft) -> Proof:
    """The proof of an objective of the form share (or percentile) within a limit."""
    objective = draft.objective
    if objective.objective.within is None or objective.level is None:
        reason = draft.reason(
            "objective-form",
            "only a share or percentile of records within a limit can be proved for times",
            "write share and within",
            objective.at,
        )
        return draft.proof("not_judged", [reason])
    builder = Builder(draft.library, objective, draft.hours, draft.cases)
    fit = [case for case in draft.each_case if case.promise.metric.kind == "duration"]
    tree = builder.build(draft.tree) if len(fit) == len(draft.each_case) else None
    clocked = [case for case in draft.each_case if builder.judged.get(id(case.leaf)) != ()]
    found = [reason for case in clocked for reason in draft.broken(case)]
    found += builder.faults
    if found or tree is None:
        return draft.proof("not_backed", found, remarks=tuple(builder.remarks))
    return _Times(draft, builder, _paused(draft, tree)).proof()


def _paused(draft: Draft, tree: Timed) -> Timed:
    """Stages whose records stand still in an exclusion can end arbitrarily late."""
    for case in draft.each_case:
        exclusion = paused_exclusion(case)
        for stage in list(stages(tree)) if exclusion else ():
            if isinstance(stage, Stage) and stage.name == case.name and not stage.paused_in:
                tree = with_stage(tree, stage.name, replace(stage, paused_in=exclusion))
    return tree


@dataclass(frozen=True, eq=False)
class _Times:
    draft: Draft
    builder: Builder
    tree: Timed

    def proof(self) -> Proof:
        draft = self.draft
        unknown = self._unknown_begin()
        if unknown is not None:
            return draft.proof("not_judged", [unknown], remarks=self._remarks(None))
        found = slowest(self.question)
        timed: dict[str, Any] = {
            "limit_seconds": self.limit,
            "worst_seconds": found.worst.seconds,
            "worst_start": found.worst.start,
            "timeline": found.timeline,
            "binding": binding_leaf(self.question, found.timeline),
            "find_slowest": self._slowest_between,
            "remarks": self._remarks(found),
        }
        if found.worst.seconds > self.limit:
            search = TimeSearch(self.question, self.limit, self._later)
            return draft.proof(
                "not_backed",
                [self._too_slow(found)],
                find_repairs=partial(time_repairs, search),
                **timed,
            )
        if found.bound > self.limit or not (found.worst.exact or draft.term.open_end):
            return draft.proof("not_judged", [self._not_known(found)], **timed)
        late = self._ended_leaf(found)
        if late is not None:
            return draft.proof("not_backed", [late], **timed)
        return replace(self._by_share(), **timed)

    def _slowest_between(self, first: int, last: int) -> tuple[int, int, tuple[Step, ...]]:
        """Seconds, start and timeline of the slowest record that starts between two instants."""
        found = slowest(replace(self.question, first=first, last=last))
        return found.worst.seconds, found.worst.start, found.timeline

    @property
    def question(self) -> Question:
        """Which record is the slowest?"""
        within = self.draft.objective.objective.within
        days = None
        if isinstance(within, WorkingDays):
            days = DayLimit(within.working_days, within.due)
        term = self.draft.term
        return Question(
            self.tree, self.draft.hours, term.begin, term.end - 1, self.draft.zone, days
        )

    @property
    def limit(self) -> int:
        """The most seconds that still meet the objective."""
        within = self.draft.objective.objective.within
        if within is None or isinstance(within, WorkingDays):
            return -self._later
        return within.seconds - self._later

    @property
    def _later(self) -> int:
        """1 where a record that takes exactly its limit has missed it."""
        return int(self.draft.objective.said("limit_reached") == "missed")

    def _unknown_begin(self) -> Reason | None:
        """A calendar that begins after the term."""
        begin = self.draft.term.begin
        named = [self.draft.hours, *(stage.hours for stage in stages(self.tree))]
        late = next((hours for hours in named if hours.begin > begin), None)
        if late is None:
            return None
        return self.draft.reason(
            "calendar-begins-late",
            f"calendar {late.id} is not known before"
            f" {format_local(late.begin, self.draft.zone)}; the objective is judged from"
            f" {self.draft.term.first}",
            f"pin the calendar from {self.draft.term.first} on",
        )

    def _remarks(self, found: Slowest | None) -> tuple[Reason, ...]:
        if not self.draft.term.open_end or found is None:
            return tuple(self.builder.remarks)
        proved_to = format_local(found.worst.proved_to, self.draft.zone)
        open_end = self.draft.reason(
            "open-end",
            f"the term has no end: proved for records that start up to {proved_to}, as far as the"
            " calendars are pinned",
            "prove again when the calendars are extended",
            self.draft.objective.agreement.effective.at,
        )
        return (*self.builder.remarks, open_end)

    def _too_slow(self, found: Slowest) -> Reason:
        after = "" if self.question.days is None else " after the deadline"
        return self.draft.reason(
            "too-slow",
            f"worst case {duration(found.worst.seconds)}{after}",
            "see the repairs: one of them is enough",
        )

    def _not_known(self, found: Slowest) -> Reason:
        if found.bound > self.limit:
            return self.draft.reason(
                "pauses-not-ordered",
                f"with pauses up to {duration(found.bound)} cannot be ruled out, and no record of"
                " the term was found that takes longer than the limit",
                "shorten a limit, or state assume: [never_paused]",
            )
        proved_to = format_local(found.worst.proved_to, self.draft.zone)
        ending = min((stage.hours for stage in stages(self.tree)), key=lambda hours: hours.end)
        return self.draft.reason(
            "calendar-ends",
            f"calendar {ending.id} is known to {format_local(ending.end, self.draft.zone)}; records"
            f" that start after {proved_to} can end after that",
            "pin the calendar for longer than the term",
        )

    def _ended_leaf(self, found: Slowest) -> Reason | None:
        """A leaf that is no longer in force at the last possible hand-over."""
        promises = {
            promise.name: (case, promise)
            for case in self.draft.each_case
            for promise in self.builder.judged.get(id(case.leaf), ())
        }
        for name, latest in found.worst.hand_overs:
            if name not in promises:
                continue
            case, promise = promises[name]
            effective = promise.agreement.effective
            end = end_of(effective, promise.agreement.timezone or self.draft.zone)
            if end is not None and latest >= end:
                return case.reason(
                    "not-in-force",
                    f"{name} ends on {effective.ends}; the last hand-over to it can be"
                    f" {format_local(latest, self.draft.zone)}",
                    f"let {promise.agreement.id} run beyond that hand-over",
                    effective.at.of("through"),
                )
        return None

    def _by_share(self) -> Proof:
        """The share of records, once the limit is kept by those that keep every leaf."""
        draft, objective = self._late_parts, allowance_of(self.draft.objective)
        parts, missing, unbounded = parts_of(draft, self.builder, self.question)
        if unbounded:
            return draft.proof("not_backed", unbounded)
        worst = {key: part.miss for key, part in parts.items()}
        certain = 1 - worst_miss(draft.tree, worst)
        short = few_records(tuple(parts.values()), objective)
        found = [*missing, *self._too_few(certain, objective)]
        if short is not None and not missing:
            found.append(
                draft.reason(
                    "few-events",
                    f"of {short.records} records the leaves may miss {short.leaves_miss}, the"
                    f" objective {short.objective_misses}",
                    "agree few_events: none behind it, or allow fewer misses there",
                )
            )
        level: dict[str, Any] = {"promised": objective.threshold}
        if not found:
            slack = certain - objective.threshold
            return draft.proof("backed", guaranteed=certain, slack=slack, **level)
        return self._on_average(parts, certain, found, objective)

    @property
    def _late_parts(self) -> Draft:
        """The draft with the parts of its tree that can make a record late."""
        return replace(self.draft, tree=since_start(self.draft.tree, self.builder.from_start))

    def _too_few(self, certain: Fraction, objective: Allowance) -> list[Reason]:
        if objective.keeps(certain):
            return []
        return [
            self.draft.reason(
                "too-few",
                f"{share(certain)} of the records are kept for certain,"
                f" {share(objective.threshold)} are promised: misses add up",
                "see the repairs: one of them is enough",
            )
        ]

    def _on_average(
        self, parts: dict[str, Part], certain: Fraction, found: list[Reason], objective: Allowance
    ) -> Proof:
        draft = self._late_parts
        mean = mean_kept(draft.tree, {key: part.mean_miss for key, part in parts.items()})
        level: dict[str, Any] = {"promised": objective.threshold}
        if "independence" in draft.assumed and objective.keeps(mean):
            slack = mean - objective.threshold
            return draft.proof("backed_on_average", found, guaranteed=mean, slack=slack, **level)
        missing = any(reason.code in ("no-volume-floor", "uncovered-window") for reason in found)
        slack = certain - objective.threshold
        known: dict[str, Any] = {} if missing else {"guaranteed": certain, "slack": slack}
        repairs = partial(share_repairs, draft.tree, parts, objective)
        return draft.proof(
            "not_backed", found, find_repairs=_none if missing else repairs, **known, **level
        )


def _none() -> tuple[Repair, ...]:
    return ()
