"""Every file of one preview, as bytes: for tests that compare them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from slaspec.report.credit_note_xml import credit_note_xml
from slaspec.report.files import encoded
from slaspec.report.findings_json import to_json
from slaspec.report.manifest import manifest_data
from slaspec.report.statement_csv import statement_csv
from slaspec.report.statement_json import statement_data
from slaspec.report.statement_text import statement_text
from slaspec.report.statement_xlsx import statement_xlsx
from tests.finance.credit_notes import noted
from tests.finance.previews import preview, with_lines
from tests.remedies.build import measured

LEFT_OUT = {"maintenance": 3, "cancelled": 2, "duplicate": 1}


def everything():
    """The files by their names."""
    found = measured(missed_ids=tuple(f"INC{n}" for n in range(9)), excluded=LEFT_OUT, open=2)
    made = with_lines(
        preview(found=(found,), invoices={("2026-04", "desk"): "INV-1"}),
        {"amount": Decimal("1200.00"), "gross": Fraction(10000, 3), "cap_cut": Fraction(1, 7)},
        {"amount": Decimal("0.10"), "record": "INC1"},
        {"amount": Decimal("-3.00"), "nature": "bonus"},
    )
    files = {
        "json": encoded(to_json(statement_data(made))),
        "csv": encoded(statement_csv(made)),
        "semicolon": encoded(statement_csv(made, "semicolon")),
        "xlsx": statement_xlsx(made),
        "txt": encoded(statement_text(made)),
        "xml": encoded(credit_note_xml(noted(made))),
    }
    named = {Path(name): content for name, content in files.items()}
    return {**files, "manifest": encoded(to_json(manifest_data([made], named, Path())))}
