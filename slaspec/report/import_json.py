"""What became of an export that was imported, as JSON (`schemas/output/import.schema.json`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.report.findings_json import to_json
from slaspec.report.read_report import read_report_data

if TYPE_CHECKING:
    from slaspec.use_cases.import_records import Imported

FORMAT = "slaspec-import/1"


def import_json(imported: Imported) -> str:
    """The read report with every fault, and the file that was written."""
    outside = imported.without_contract.records
    return to_json(
        {
            "format": FORMAT,
            "source": {**read_report_data(imported.report), "without_contract": outside},
            "output": imported.output,
            "parts": imported.parts,
        }
    )
