"""Findings as JSON (`schemas/output/check.schema.json`): sorted, ASCII, one trailing newline."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from json import dumps
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from slaspec.findings import Finding
from slaspec.report.backing_json import backing_data
from slaspec.report.escape import for_json

if TYPE_CHECKING:
    from slaspec.language.model.waivers import Waiver
    from slaspec.use_cases.baseline import Entry
    from slaspec.use_cases.checked import Checked

FORMAT = "slaspec-check/1"


def json(checked: Checked) -> str:
    """Every finding, and what is fixed."""
    data = findings_data(
        checked.everything, checked.run, checked.known, checked.fixed, checked.waived
    )
    return to_json({**data, "backing": backing_data(checked.backing)})


def findings_data(
    findings: Iterable[Finding],
    run: Mapping[str, Any],
    already_there: Collection[Finding] = (),
    fixed: Iterable[Entry] = (),
    waived: Mapping[Finding, Waiver] = MappingProxyType({}),
) -> dict[str, Any]:
    """
    The plain data of a check's result; `run` says what was read, when and by which version.

    `already_there` are those of the findings that the baseline has too, `fixed` what only it has,
    `waived` those that a waiver covers.
    """
    return {
        "format": FORMAT,
        "run": dict(run),
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "aspect": finding.aspect,
                "message": finding.message,
                "help": finding.help,
                "file": finding.span.file,
                "line": finding.span.line,
                "column": finding.span.column,
                "document": finding.document,
                "target": finding.target,
                "fingerprint": finding.fingerprint,
                "table": finding.table,
                "already_there": finding in already_there,
                "at": "/".join(finding.path),
                "waived": _waiver(waived.get(finding)),
            }
            for finding in findings
        ],
        "fixed": [asdict(entry) for entry in fixed],
    }


def _waiver(waiver: Waiver | None) -> dict[str, Any] | None:
    if waiver is None:
        return None
    return {
        "id": waiver.id,
        "reason": waiver.reason,
        "by": waiver.by,
        "until": waiver.until.value.isoformat(),
        "ticket": waiver.ticket or "",
    }


def to_json(data: Mapping[str, Any] | list[Any]) -> str:
    """JSON text: two spaces, ASCII only, keys in the order of the schema."""
    return for_json(dumps(data, indent=2, ensure_ascii=True)) + "\n"
