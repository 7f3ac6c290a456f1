"""What became of an export that was imported, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.report.escape import for_terminal
from slaspec.report.read_report import counted_records, read_report_text
from slaspec.report.words import counted

if TYPE_CHECKING:
    from slaspec.use_cases.import_records import Imported


def import_text(imported: Imported) -> str:
    """The read report, and the file that was written."""
    report, outside = imported.report, imported.without_contract
    lines = [*read_report_text(report)]
    if report.gaps is None:
        lines.append("  gaps: not known, the rows do not say what was before")
    if outside.records:
        sentence = (
            f"  no contract: {outside.records:,} of {outside.of:,} ({outside.share}) are of a"
            f" service that no agreement here names: {outside.named}"
        )
        lines.append(for_terminal(sentence))
    held = counted_records(report.tickets_used, report)
    lines += [
        f"  sha256 of what was read: {report.digest}",
        for_terminal(f"Written: {imported.output}, {held} in {counted(imported.parts, 'part')}"),
    ]
    return "\n".join(lines) + "\n"
