"""Which formats can be read, and samples, which never raise."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.errors import UsageError
from slaspec.findings import Finding
from slaspec.records.sources import formats, read_sample, read_records

GOOD = "number,state,updated,seq\nINC1,New,2026-03-02T08:00,0\n"


def test_formats_are_found_in_the_folder():
    """A format is a module with a name and a reader."""
    assert "servicenow_csv" in formats()
    assert sorted(formats()) == list(formats())
    assert all(callable(module.open_table) for module in formats().values())


def test_a_format_without_a_reader_is_a_mistake_of_the_call(source, written):
    """The message names the format and those that can be read."""
    with pytest.raises(UsageError) as caught:
        read_records(replace(source(), format="fax"), written(GOOD), shown="t.csv")

    expected = f"format 'fax' cannot be read yet; {', '.join(formats())} can"
    assert expected == str(caught.value)


def test_finding_the_package_loads_no_arrays():
    """numpy is imported by reading, not by importing the front door."""
    code = "import sys, slaspec.records.sources as s; assert 'numpy' not in sys.modules"

    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode


def test_a_sound_sample_has_no_findings(source, written):
    """Tickets and report are those of `read_records`."""
    tickets, report, findings = read_sample(source(), written(GOOD), "s.csv")

    assert (("INC1",), 1, []) == (tickets.ids, report.tickets_used, findings)


def test_rows_that_are_left_out_of_a_sample_are_findings(source, written):
    """Each at its line."""
    text = GOOD + "INC2,Odd,2026-03-02T08:00,0\n"

    _, _, [finding] = read_sample(source(), written(text), "s.csv")

    assert ("R004", "s.csv:3:2") == (finding.rule, str(finding.span))


def test_a_sample_without_a_usable_ticket_is_an_error(source, written):
    """Nothing can be proved on it."""
    text = GOOD.replace("New", "Odd")

    tickets, _, findings = read_sample(source(), written(text), "s.csv")

    assert 0 == len(tickets)
    assert ["R004", "R102"] == [finding.rule for finding in findings]
    assert "none of the 1 tickets of this file can be used" == findings[1].message


@pytest.mark.parametrize(
    ("content", "overrides", "place", "message"),
    [
        ("", {}, "s.csv:1:1", "the file is empty"),
        (GOOD + "INC2\n", {}, "s.csv:3:2", "this row has 1 cells, the header has 4"),
        (GOOD, {"layout": None}, "itsm.yaml:", "DataSource itsm: the layout"),
    ],
)
def test_a_refused_sample_is_one_finding(source, written, content, overrides, place, message):
    """With the place of the refusal, in the file or in the contract."""
    [finding] = read_sample(source(**overrides), written(content), "s.csv")[2]

    assert ("R101", "error", "records") == (finding.rule, finding.severity, finding.aspect)
    assert str(finding.span).startswith(place)
    assert finding.message.startswith(message)


def test_a_sample_that_is_not_there_is_a_finding(source, tmp_path):
    """The contract names a file that does not exist."""
    [finding] = read_sample(source(), tmp_path / "gone.csv", "s.csv")[2]

    assert "s.csv cannot be read: No such file or directory" == finding.message


HEADERS = st.sampled_from([b"", b"number,state,updated,seq\n", b"\xef\xbb\xbfnumber,state,"])


@given(
    HEADERS,
    st.one_of(
        st.binary(max_size=80),
        st.text('INC1,"\n\r;New2026-03-02T08:00\0é', max_size=120).map(str.encode),
    ),
    st.sampled_from(["t.csv", "t.csv.gz"]),
)
def test_no_content_of_a_sample_raises(source, written, header, content, name):
    """Any bytes give tickets or findings with a place."""
    tickets, report, findings = read_sample(source(), written(header + content, name), "s.csv")

    assert all(isinstance(f, Finding) and f.span.line >= 1 and f.span.column >= 1 for f in findings)
    assert tickets is None or report.tickets_used == len(tickets)
    assert findings or tickets is not None
