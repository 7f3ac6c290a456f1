"""Findings as JSON (`schemas/output/check.schema.json`): sorted, ASCII, one trailing newline."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from slaspec.findings import Finding

FORMAT = "slaspec-check/1"


def findings_data(findings: Iterable[Finding], run: Mapping[str, Any]) -> dict[str, Any]:
    """The plain data of a check's result; `run` says what was read, when and by which version."""
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
            }
            for finding in findings
        ],
    }


def to_json(data: Mapping[str, Any]) -> str:
    """JSON text: two spaces, ASCII only, keys in the order of the schema."""
    return json.dumps(data, indent=2, ensure_ascii=True) + "\n"
