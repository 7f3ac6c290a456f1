"""Findings as pytest shows them: the failure text of an item, and a line per agreement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from slaspec.findings import Finding, Severity
from slaspec.report.escape import for_terminal
from slaspec.report.findings_text import Lines, aligned, excerpt, said
from slaspec.report.words import counted

if TYPE_CHECKING:
    from slaspec.use_cases.aspects import Judged


class Case(NamedTuple):
    """An item that ran: its properties, and whether it failed."""

    properties: Mapping[str, str]
    failed: bool


def failure(findings: Iterable[Finding], line_of: Lines) -> str:
    """Every finding of one item: sentence first, then place, excerpt and help."""
    return "\n\n".join(_one(finding, line_of) for finding in findings)


def _one(finding: Finding, line_of: Lines) -> str:
    parts = [
        f"{finding.rule} {_mild(finding)}{for_terminal(finding.message)}",
        f"  --> {for_terminal(str(finding.span))}",
        *excerpt(finding, line_of),
    ]
    parts += [f"  {row}" for row in aligned(finding.table)]
    parts += [f"  {for_terminal(what)}: {for_terminal(str(at))}" for what, at in finding.related]
    if finding.help:
        parts.append(f"  help: {for_terminal(finding.help)}")
    return "\n".join(parts)


def _mild(finding: Finding) -> str:
    """What only an error need not say: that it is none."""
    return "" if finding.severity == "error" else f"({finding.severity}) "


def counts(result: Judged) -> str:
    """`4 agreements, 9 targets, 1 waiver`."""
    from slaspec.language.model import Agreement, Waivers

    wholes = [result.book.whole(agreement) for agreement in result.book.of(Agreement)]
    targets = sum(len(whole.targets or ()) for whole in wholes)
    waivers = sum(len(each.waivers) for each in result.book.of(Waivers))
    read = [counted(len(wholes), "agreement"), counted(targets, "target")]
    return ", ".join([*read, counted(waivers, "waiver")] if waivers else read)


def lights(cases: Iterable[Case]) -> list[str]:
    """
    A line for each agreement of which something was judged, sorted by id.

    Colour is never the only sign: shape and words say it too.
    """
    by_agreement: dict[str, list[Case]] = {}
    for case in cases:
        if agreement := case.properties.get("slaspec.agreement"):
            by_agreement.setdefault(agreement, []).append(case)
    return [_light(agreement, by_agreement[agreement]) for agreement in sorted(by_agreement)]


def _light(agreement: str, cases: list[Case]) -> str:
    found: dict[Severity, int] = {
        severity: sum(int(case.properties.get(f"slaspec.{severity}s", "0")) for case in cases)
        for severity in ("error", "warning")
    }
    targets = {case.properties["slaspec.target"] for case in cases} - {"document"}
    if any(case.failed and "slaspec.errors" not in case.properties for case in cases):
        mark, words = "○", "could not be judged"
    else:
        mark = "▼" if found["error"] else "▲" if found["warning"] else "●"
        words = said(found) or "no findings"
    for name, what in (("already_there", "already there"), ("waived", "waived")):
        count = sum(int(case.properties.get(f"slaspec.{name}", "0")) for case in cases)
        words += f", {count:,} {what}" if count else ""
    return f"{mark} {agreement}: {counted(len(targets), 'target')}, {words}"
