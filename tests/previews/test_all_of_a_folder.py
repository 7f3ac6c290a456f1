"""`preview --all` of one folder of a book."""

from __future__ import annotations

import shutil

from slaspec.cli import run
from tests.previews.conftest import CONTRACTS


def test_all_of_a_folder_are_those_whose_text_lies_in_it(tmp_path, monkeypatch, capsys):
    """The rest of the book is read for their sake, and neither previewed nor told about."""
    shutil.copytree(CONTRACTS, tmp_path / "contracts")
    settings = '[tool.pytest.ini_options]\nslaspec_contracts = ["contracts"]\n'
    (tmp_path / "pyproject.toml").write_text(settings, "utf-8")
    (tmp_path / "points.csv").write_text(
        "agreement,target,window,value\n"
        "uk-service-points,availability,2026-01,98.5%\n"
        "uk-service-points,requests-answered,2026-01,99.5%\n",
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    asked = ["preview", "--all", "2026-01", "--measured", "points.csv", "--as-of", "2026-02-01"]

    code = run([*asked, "--contracts", "contracts/gallery/uk-service-points"])

    out, err = capsys.readouterr()
    assert (0, "") == (code, err)
    assert "uk-service-points" in out
    assert "acme-service-desk" not in out
