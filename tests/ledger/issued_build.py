"""A network that pays 5 % below 99.9 % and 10 % below 99.5 % of 10,000 euros, month by month."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from slaspec.report.findings_json import to_json
from slaspec.report.statement_json import statement_data
from slaspec.use_cases.load import load
from slaspec.use_cases.preview import preview
from tests.ledger.ledger_build import PEOPLE, PERIODS, ledger
from tests.measure.test_availability_credits import CONTRACT
from tests.measure.test_availability_preview import CATALOGUE
from tests.measure.up_time_build import OFFICE, source

ONE_HOUR = ("10:00:00", "11:00:00")  # of 720 hours: 99.86 %, below 99.9 %
FOUR_HOURS = ("10:00:00", "14:00:00")  # 99.44 %, below 99.5 %
TERMS = {"late_data": "next_statement", "object_within": "10 working days", "silence": "agreed"}


def contract(**sections):
    """The agreement with statement terms."""
    made = json.loads(json.dumps(CONTRACT))
    made["parties"] = {"provider": "provider-co", "customer": "customer-co"}
    made["interpretation"]["day_periods"] = PERIODS
    made["statement"] = TERMS
    return {**made, **sections}


class Office:
    """A folder with the contracts, the outages of each month, and the issued statements."""

    def __init__(self, folder: Path, **sections):
        self.folder = folder
        self.history = folder / "issued"
        self.history.mkdir()
        self.contracts = folder / "contracts"
        self.contracts.mkdir()
        for document in (contract(**sections), source(), OFFICE, PEOPLE, CATALOGUE):
            self.write(document)

    def write(self, document):
        """One contract file."""
        text = json.dumps(document, indent=1)
        (self.contracts / f"{document['id']}.yaml").write_text(text, "utf-8")

    def enter(self, *entries):
        """The ledger of the agreement."""
        self.write(ledger(*entries))

    def preview(self, period, outages, as_of="2026-09-01", *, history=True):
        """The preview of a period; `outages` are pairs of times on the tenth, by month."""
        rows = [
            f"O{n},{month}-10T{begin}Z,{month}-10T{end}Z"
            for n, (month, (begin, end)) in enumerate(outages.items())
        ]
        file = self.folder / "noc.csv"
        file.write_text("\n".join(["number,began,ended", *rows, ""]), "utf-8")
        return preview(
            load(self.contracts),
            "acme",
            period,
            records={"noc": file},
            as_of=date.fromisoformat(as_of),
            history=self.history if history else None,
        )

    def issue(self, period, outages, as_of="2026-09-01", name=None):
        """A preview of a period, kept as an issued statement; its file."""
        text = to_json(statement_data(self.preview(period, outages, as_of)))
        file = self.history / f"{name or period}.json"
        file.write_text(text, "utf-8")
        return file
