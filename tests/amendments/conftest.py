"""A small portfolio with one amendment, and variations of it."""

import shutil
from pathlib import Path

import pytest
import yaml

import slaspec

HERE = Path(__file__).parent
SIGNED = [
    {"party": "harbour", "by": "a-holm", "date": "2026-06-01"},
    {"party": "pier", "by": "b-dahl", "date": "2026-06-02"},
]


@pytest.fixture
def portfolio(tmp_path):
    """
    Writes the portfolio with other amendments and loads it: `portfolio({...}, {...})`.

    An amendment is a mapping of what differs from a signed amendment of version 1.0 to 1.1 from
    2026-07-15 on; None for a key leaves it out. `edit` maps a file name to (old, new) texts.
    """

    def make(*amendments, edit=()):
        folder = tmp_path / "contracts"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(HERE / "contracts", folder)
        (folder / "amendment-1.yaml").unlink()
        for number, differs in enumerate(amendments, 1):
            whole = {
                "apiVersion": "slaspec/v1",
                "kind": "Amendment",
                "id": f"amendment-{number}",
                "title": f"Amendment {number}",
                "amends": {"agreement": "harbour-desk", "version": f"1.{number - 1}"},
                "version": f"1.{number}",
                "effective": {"from": "2026-07-15"},
                "signatures": SIGNED,
            } | differs
            kept = {key: held for key, held in whole.items() if held is not None}
            text = yaml.safe_dump(kept, sort_keys=False, width=1000)
            (folder / f"amendment-{number}.yaml").write_text(text, "utf-8")
        for name, (old, new) in dict(edit).items():
            text = (folder / name).read_text("utf-8")
            assert old in text
            (folder / name).write_text(text.replace(old, new), "utf-8")
        return slaspec.load(folder, "contracts")

    return make


@pytest.fixture
def records(tmp_path):
    """Writes a list of tickets, `number opened solved priority` a line, and names its file."""

    def make(*rows):
        file = tmp_path / "tickets.csv"
        lines = ["number,opened,solved,priority", *(",".join(row) for row in rows)]
        file.write_text("\n".join(lines) + "\n", "utf-8")
        return {"tickets": file}

    return make
