"""What a supplier must promise as JSON (`schemas/output/require.schema.json`)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from slaspec.report.findings_json import to_json

if TYPE_CHECKING:
    from slaspec.use_cases.require_sheet import Sheet

FORMAT = "slaspec-require/1"


def require_json(sheet: Sheet) -> str:
    """The sheet with its figures in the words of a contract."""
    data = asdict(sheet)
    return to_json(
        {
            "format": FORMAT,
            **data,
            "as_of": sheet.as_of.isoformat(),
            "enough": sheet.is_enough,
        }
    )
