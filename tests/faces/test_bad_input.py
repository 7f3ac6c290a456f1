"""Whatever is wrong with the input: a located finding, or one line and exit code 2; nothing else."""

import os
from pathlib import Path

import pytest

from slaspec.cli import run

PREVIEW = ["preview", "ferry-desk", "2026-03", "--as-of", "2026-04-20"]
RECORDS = ["--records", "ticket-export=tickets.csv"]
HEADER = "number,sequence,updated_at,state,priority,opened_at,made_sla\n"
TICKET = (
    "INC1,0,2026-03-02 09:00:00,New,1 - Critical,2026-03-02 09:00:00,true\n"
    "INC1,1,2026-03-02 10:00:00,Resolved,1 - Critical,2026-03-02 09:00:00,true\n"
)


def tree(folder):
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


@pytest.fixture
def refused(project, capsys):
    """`refused(arguments)`: exit code and both outputs; fails if anything was written."""

    def call(*arguments):
        before = tree(project.folder)
        capsys.readouterr()
        code = run(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        assert before == tree(project.folder)
        return code, out, err

    return call


# --- contracts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "at"),
    [
        ("bad.yaml", b"", "1:1: Y005"),
        ("bad.yaml", b"\n# nothing\n", ":1: Y005"),
        ("bad.yaml", b"- a\n", "1:1: Y006"),
        ("bad.yaml", b"just text\n", "1:1: Y006"),
        ("bad.yaml", b"id: \xff\n", "1:5: Y013"),
        ("bad.yaml", b"id: \x00\n", "1:5: Y007"),
        ("bad.yaml", bytes(range(256)) * 8, ": Y0"),
        ("bad.yaml", "id: x\n".encode("utf-16"), ": Y0"),
        ("bad.yaml", b"id: [\n", ": Y001"),
        ("bad.yaml", b"id: x: y\n", "1:6: Y001"),
        ("bad.yaml", b"id: 'x\n", ": Y001"),
        ("bad.yaml", b"id: a\nid: b\n", "2:1: Y002"),
        ("bad.yaml", b"a: &x 1\nb: *x\n", "1:4: Y003"),
        ("bad.yaml", b"<<: {a: b}\n", "1:1: Y0"),
        ("bad.yaml", b"a: !!python/object/apply:os.system [id]\n", "1:4: Y004"),
        ("bad.yaml", b"a: 1\n---\nb: 2\n", "2:1: Y005"),
        ("bad.yaml", b"a: yes\n", "1:4: Y008"),
        ("bad.yaml", b"a:\nb: 1\n", ": Y009"),
        ("bad.yaml", b"? a\n: b\n", "1:1: Y010"),
        ("bad.yaml", b"a: " + b"[" * 5000, ": Y0"),
        ("bad.yaml", b"a: " + b"x" * 2_000_000, "1:1: Y012"),
        ("BAD.YML", b"kind: Nothing\napiVersion: slaspec/v1\nid: x\n", "1:7: S008"),
        ("bad.yaml", b"kind: SLA\napiVersion: slaspec/v9\n", ": S0"),
        ("bad.yaml", b"{}\n", "1:1: S00"),
    ],
)
def test_a_file_that_is_no_contract_is_a_located_finding(project, refused, name, content, at):
    """Bytes, YAML and shape: `file:line:column`, the rule, exit code 1; the rest is still judged."""
    project.write(name, content)

    code, out, err = refused("check", "--output-format", "concise")

    assert (1, "") == (code, err)
    assert any(line.startswith(f"contracts/{name}:") and at in line for line in out.splitlines())


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("ferries.sla.yaml", "timezone: ", 'terms: {use: gone, version: "1"}\ntimezone: ', "D003"),
        ("hours.yaml", "id: office-se", "id: ferry-desk", "D001"),
        ("hours.yaml", "2026-12-31, name: New", "2026-12-25, name: New", "T003"),
        ("hours.yaml", 'open: {mon-fri: ["08:00-17:00"]}', "open: {}", ""),
        ("hours.yaml", '"08:00-17:00"', '"17:00-08:61"', ""),
        ("hours.yaml", "through: 2028-01-31}", "through: 2026-02-30}", ""),
        ("hours.yaml", "timezone: Europe/Stockholm", "timezone: Europe/Nowhere", ""),
        (
            "ferries.sla.yaml",
            "from: 2026-01-01, through: 2026-12-31",
            "from: 2026-12-31, through: 2026-01-01",
            "",
        ),
        ("ferries.sla.yaml", "share: 90%, within: 4h", "share: 190%, within: 4h", ""),
        ("ferries.sla.yaml", "currency: SEK", "currency: XXQ", ""),
        ("ferries.sla.yaml", "180000.00 SEK", "180000.00", ""),
    ],
)
def test_a_wrong_reference_or_quantity_is_a_located_finding(project, refused, file, old, new, rule):
    """Unknown ids, dates that do not exist, empty calendars, wrong quantities: found, with a place."""
    project.replace(file, old, new)

    code, out, err = refused("check", "--output-format", "concise")

    assert (1, "") == (code, err)
    assert any(
        ": " + rule in line and line.startswith("contracts/") for line in out.splitlines()[:-1]
    )


def test_a_file_without_permission_is_a_located_finding(project, refused, monkeypatch):
    """A contract that cannot be opened is not passed over."""
    locked = project.write("locked.yaml", "id: x\n")
    original = os.open

    def guarded(path, *given, **named):
        if Path(path).name == locked.name:
            raise PermissionError(13, "Permission denied")
        return original(path, *given, **named)

    monkeypatch.setattr(os, "open", guarded)

    code, out, _ = refused("check", "--output-format", "concise", "--select", "Y014")

    assert 1 == code
    assert out.startswith("contracts/locked.yaml:1:1: Y014")


def test_a_folder_without_contracts_is_a_usage_error(project, refused):
    """Nothing to check is not the same as nothing found."""
    (project.folder / "none" / "deeper").mkdir(parents=True)
    (project.folder / "none" / "notes.txt").write_text("none")

    assert (2, "") == refused("check", "none")[:2]
    assert (2, "") == refused(*PREVIEW, *RECORDS, "--contracts", "none")[:2]


def test_a_cycle_of_references_ends(project, refused):
    """Terms that name each other, or an agreement that uses itself, are answered in time."""
    project.replace(
        "ferries.sla.yaml", "timezone: ", 'terms: {use: ferry-desk, version: "1.2"}\ntimezone: '
    )

    code, out, _ = refused("check", "--output-format", "concise")

    assert 1 == code
    assert "contracts/ferries.sla.yaml:6:" in out


def test_every_line_that_is_lost_is_survived(project, capsys):
    """Each line of a contract left out in turn: both commands answer, none with a traceback."""
    lines = project.agreement.read_text("utf-8").splitlines(keepends=True)
    for number in range(len(lines)):
        project.agreement.write_text("".join(lines[:number] + lines[number + 1 :]), "utf-8")
        assert run(["check", "--output-format", "concise"]) in (0, 1)
        assert run([*PREVIEW, *RECORDS]) in (0, 2)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err


def test_every_cut_of_a_file_is_survived(project, capsys):
    """A file that ends anywhere is a finding or a smaller contract, never a crash."""
    raw = project.agreement.read_bytes()
    for end in range(0, len(raw), 97):
        project.agreement.write_bytes(raw[:end])
        assert run(["check", "--output-format", "concise"]) in (0, 1)
    assert "Traceback" not in capsys.readouterr().err


# --- records -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "r.csv:1:1: the file is empty"),
        (b"number,state\nINC1,New\n", "r.csv:1:1: the header has no column"),
        (
            (HEADER + TICKET).replace(",", ";").encode(),
            "r.csv:1:1: the cells are separated by semicolons",
        ),
        ((HEADER + TICKET).encode("utf-16"), "r.csv:1:"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "r.csv:1:"),
        ((HEADER + TICKET + "INC2,0,2026\n").encode(), "r.csv:4:"),
        ((HEADER + TICKET + 'INC2,"never closed\n').encode(), "r.csv:4:"),
        (HEADER.replace("state", "number").encode() + TICKET.encode(), "r.csv:1:"),
    ],
)
def test_a_file_of_records_is_refused_as_a_whole(project, refused, content, says):
    """No columns, no rows, other bytes: `file:row:column`, exit code 2, and no statement."""
    (project.folder / "r.csv").write_bytes(content)

    code, out, err = refused(*PREVIEW, "--records", "ticket-export=r.csv", "-o", "s.json")

    assert (2, "") == (code, out)
    assert err.startswith(f"error: {says}")


@pytest.mark.parametrize(
    ("rows", "reason", "at"),
    [
        (
            "INC2,0,2026-13-45 09:00:00,New,1 - Critical,2026-03-02 09:00:00,true\n",
            "unreadable time",
            "r.csv:4:3",
        ),
        ("INC2,0,soon,New,1 - Critical,2026-03-02 09:00:00,true\n", "unreadable time", "r.csv:4:3"),
        (
            "INC2,0,2026-03-29 02:30:00,New,1 - Critical,2026-03-29 02:30:00,true\n",
            "time in a DST gap",
            "r.csv:4:",
        ),
        (
            "INC2,0,2026-03-02 09:00:00,Unheard,1 - Critical,2026-03-02 09:00:00,true\n",
            "unknown label",
            "r.csv:4:4",
        ),
        (
            ",0,2026-03-02 09:00:00,New,1 - Critical,2026-03-02 09:00:00,true\n",
            "no id",
            "r.csv:4:1",
        ),
    ],
)
def test_a_record_with_a_fault_is_left_out_and_shown(project, capsys, rows, reason, at):
    """It is counted by its reason and located; the exit code says that something was found."""
    (project.folder / "r.csv").write_text(HEADER + TICKET + rows)

    code = run([*PREVIEW, "--records", "ticket-export=r.csv"])

    out = capsys.readouterr().out
    assert 1 == code
    assert f"left out: 1 for {reason}" in out
    assert f"    {at}" in out


def test_a_ticket_that_is_listed_twice_is_left_out(project, capsys):
    """In a list of tickets nobody can say which of two rows holds: neither does."""
    project.replace("tickets.yaml", "layout: events", "layout: snapshot")
    project.replace("tickets.yaml", "order: sequence, at: updated_at, ", "resolved: resolved_at, ")
    (project.folder / "r.csv").write_text(
        "number,state,priority,opened_at,resolved_at,made_sla\n"
        "INC1,Resolved,1 - Critical,2026-03-02 09:00:00,2026-03-02 10:00:00,true\n"
        "INC2,Resolved,1 - Critical,2026-03-02 09:00:00,2026-03-02 10:00:00,true\n"
        "INC2,Resolved,1 - Critical,2026-03-02 09:00:00,2026-03-02 19:00:00,true\n"
    )
    project.replace(
        "ferries.sla.yaml",
        "stop: [resolved, closed], pause: [waiting_customer]",
        "stop: [resolved], pause: []",
    )

    code = run([*PREVIEW, "--records", "ticket-export=r.csv"])

    out, err = capsys.readouterr()
    assert (1, "") == (code, err)
    assert "left out: 1 for duplicate ticket" in out
    assert "1 of 1" in out


def test_naive_times_need_a_zone(project, refused):
    """Local times of which nobody says where they are local are not guessed at."""
    project.replace("tickets.yaml", "timezone: Europe/Stockholm\n", "")

    code, out, err = refused(*PREVIEW, *RECORDS, "-o", "s.json")

    assert (2, "") == (code, out)
    assert "timezone" in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["nobody", "2026-03", *RECORDS],
            "there is no agreement 'nobody'; the agreements are: ferry-desk",
        ),
        (["ferry-desk", "2026-13", *RECORDS], "'2026-13' is no period; write 2026-04"),
        (["ferry-desk", "", *RECORDS], "'' is no period"),
        (["ferry-desk", "2026-W54", *RECORDS], "no week 54"),
        (["ferry-desk", "2026-W10", *RECORDS], "holds no whole window"),
        (["ferry-desk", "2026-03..2026-01", *RECORDS], "ends before it begins"),
        (
            ["ferry-desk", "2025-12", *RECORDS],
            "outside the term of 'ferry-desk', which begins on 2026-01-01",
        ),
        (["ferry-desk", "2026-04", *RECORDS], "an unfinished window cannot be settled yet"),
        (["ferry-desk", "2026", *RECORDS], "an unfinished window cannot be settled yet"),
        (["ferry-desk", "2026-03", "--records", "tickets.csv"], "not of the form SOURCE=FILE"),
        (["ferry-desk", "2026-03", "--records", "=x"], "not of the form SOURCE=FILE"),
        (["ferry-desk", "2026-03", "--records", "ticket-export="], "not of the form SOURCE=FILE"),
        (["ferry-desk", "2026-03", *RECORDS, *RECORDS], "names 'ticket-export' twice"),
        (
            ["ferry-desk", "2026-03", "--records", "other=tickets.csv"],
            "measures nothing on 'other'",
        ),
        (
            ["ferry-desk", "2026-03", "--records", "ticket-export=gone.csv"],
            "there is no file 'gone.csv'",
        ),
        (
            ["ferry-desk", "2026-03", "--records", "ticket-export=contracts"],
            "'contracts' is no file",
        ),
        (
            ["ferry-desk", "2026-03", *RECORDS, "-o", "s.pdf"],
            "'s.pdf' ends in none of .json, .csv, .txt",
        ),
        (
            ["ferry-desk", "2026-03", *RECORDS, "-o", "tickets.csv"],
            "is read already, or written twice",
        ),
        (["ferry-desk", "2026-03", *RECORDS, "-o", "s.csv", "-o", "./s.csv"], "written twice"),
        (["ferry-desk", "2026-03", *RECORDS, "--contracts", "gone"], "no file or folder 'gone'"),
        (["ferry-desk", "2026-03", *RECORDS, "--charges", "gone.csv"], "'gone.csv' cannot be read"),
        (
            ["ferry-desk", "2026-03", *RECORDS, "--charges", "contracts"],
            "'contracts' cannot be read",
        ),
    ],
)
def test_a_wrong_preview_is_refused_and_nothing_is_written(refused, arguments, says):
    """Ids, periods, files: one sentence, exit code 2."""
    code, out, err = refused("preview", *arguments, "--as-of", "2026-04-20", "-o", "out.json")

    assert (2, "") == (code, out)
    assert says in err
    assert err.startswith("error: ")


def test_a_portfolio_with_a_broken_file_is_not_settled(project, refused):
    """Money is not computed from half of the contracts."""
    project.write("broken.yaml", "id: x: y\n")

    code, out, err = refused(*PREVIEW, *RECORDS, "-o", "s.json")

    assert (2, "") == (code, out)
    assert err.startswith("error: contracts/broken.yaml:1:6: Y001 ")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "charges.csv:1:1: column 'period' is missing"),
        ("period,service\n", "column 'amount' is missing"),
        (
            "period,service,amount\n2026-03,service-desk\n",
            "charges.csv:2:1: this row has another number",
        ),
        (
            "period,service,amount\n2026-3,service-desk,1.00 SEK\n",
            "charges.csv:2:1: '2026-3' is no period",
        ),
        ("period,service,amount\n2026-03,service-desk,1.00\n", "charges.csv:2:1: "),
        ("period,service,amount\n2026-03,service-desk,1e5 SEK\n", "charges.csv:2:1: "),
        ('period,service,amount\n2026-03,service-desk,"1,000.00 SEK"\n', "charges.csv:2:1: "),
        ("period,service,amount\n2026-03,service-desk,-1.00 SEK\n", "charges.csv:2:1: "),
        (
            "period,service,amount\n2026-03,service-desk,1.00 EUR\n",
            "not in the agreement's currency (SEK)",
        ),
        (
            "period,service,amount\n2026-03,desk,1.00 SEK\n",
            "charges.csv:2:1: no agreement has a service 'desk'",
        ),
        (
            "period,service,amount\n2026-03,service-desk,1.00 SEK\n2026-03,service-desk,2.00 SEK\n",
            "charges.csv:3:1: a second charge for service-desk in 2026-03",
        ),
        (
            "period,service,amount\n2026-04,service-desk,1.00 SEK\n",
            "'service-desk' has charges, but none for 2026-03",
        ),
        ('period,service,amount\n"2026-03,service-desk,1.00 SEK\n', "this is not CSV"),
        (b"period,service,amount\n\xff\n", "is not UTF-8 text"),
    ],
)
def test_a_wrong_file_of_charges_is_refused_at_its_row(project, refused, content, says):
    """Missing columns, wrong amounts, unknown services, doubles: nothing is settled on them."""
    raw = content if isinstance(content, bytes) else content.encode()
    (project.folder / "charges.csv").write_bytes(raw)

    code, out, err = refused(*PREVIEW, *RECORDS, "--charges", "charges.csv", "-o", "s.json")

    assert (2, "") == (code, out)
    assert says in err


# --- writing -------------------------------------------------------------------------------------


def test_a_folder_that_cannot_be_written_is_exit_code_3(project, refused):
    """The environment is at fault, not the contract."""
    (project.folder / "file").write_text("")

    for arguments in (
        [*PREVIEW, *RECORDS, "-o", "file/s.json"],
        ["check", "--output-format", "json=file/f.json"],
        ["check", "--output-format", "json=contracts"],
    ):
        code, out, err = refused(*arguments)
        assert (3, "") == (code, out)
        assert "cannot be written: " in err


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_write_that_fails_leaves_the_old_file(project, capsys, monkeypatch, error):
    """The new file replaces the old one whole or not at all, and no temporary file stays."""
    old = project.folder / "s.json"
    old.write_text("the old one")
    before = sorted(os.listdir(project.folder))

    def fails(self, target):
        raise error

    monkeypatch.setattr(Path, "replace", fails)

    code = run([*PREVIEW, *RECORDS, "-o", "s.json"])

    assert (130 if isinstance(error, KeyboardInterrupt) else 3) == code
    assert "the old one" == old.read_text()
    assert before == sorted(os.listdir(project.folder))


def test_a_written_file_has_the_rights_of_any_other(project, capsys):
    """Not those of a temporary file, which only its owner may read."""
    mask = os.umask(0o022)
    try:
        run([*PREVIEW, *RECORDS, "-o", "new/s.json"])
    finally:
        os.umask(mask)

    assert 0o644 == (project.folder / "new" / "s.json").stat().st_mode & 0o777


def test_an_agreement_that_cannot_be_read_is_not_called_unknown(project, refused):
    """Its file has a fault, which is told with its place, and not that there is no such id."""
    project.replace("ferries.sla.yaml", "\nid: ferry-desk\n", "\nid: Ferry-Desk\n")

    code, out, err = refused("preview", "Ferry-Desk", *PREVIEW[2:], *RECORDS)

    assert (2, "") == (code, out)
    assert "ferries.sla.yaml:3:5: S005 'Ferry-Desk' is not a value of 'id'" in err


def test_a_charge_without_a_currency_says_where_it_may_stand(project, refused, tmp_path):
    """An amount is never taken for one in the agreement's currency."""
    (tmp_path / "charges.csv").write_text(
        "period,service,amount\n2026-03,service-desk,1.00\n", "utf-8"
    )

    code, _, err = refused(*PREVIEW, *RECORDS, "--charges", str(tmp_path / "charges.csv"))

    assert 2 == code
    assert "'1.00' is not an amount of money" in err
    assert "a column 'currency' may say the currency of each row" in err
