"""Fingerprints for services that follow a finding from run to run and take no mark twice."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable

from slaspec.findings import Finding


def unique(findings: Iterable[Finding], path_of: Callable[[str], str]) -> list[str]:
    """
    A mark of sixteen hex digits for each finding, in their order.

    It is made of ids. The file stands for the document where that could not be read, and of
    several findings of one rule at one place each has its number.
    """
    seen: Counter[tuple[str, str]] = Counter()
    marks = []
    for finding in findings:
        file = "" if finding.document else path_of(finding.span.file)
        seen[finding.fingerprint, file] += 1
        ids = (finding.fingerprint, file, str(seen[finding.fingerprint, file]))
        marks.append("\x1f".join(ids).encode(errors="backslashreplace"))
    return [hashlib.sha256(mark).hexdigest()[:16] for mark in marks]
