"""Event logs in XES: both published shapes of incident logs, and what refuses a log."""

import hashlib
import zipfile

import pytest

from slaspec.errors import LocatedError
from slaspec.records.sources import byte_streams, read_records, xes_log

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="2.0" {}>\n'.format(
    'xmlns="http://www.xes-standard.org/"'
)
GLOBALS = """<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/c"/>
<global scope="trace"><string key="concept:name" value="__INVALID__"/></global>
<global scope="event">
<string key="org:group" value="nobody"/>
<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
</global>
<classifier name="Activity" keys="concept:name lifecycle:transition"/>
<string key="concept:name" value="a log"/>
"""
VOLVO = {
    "columns": {
        "id": "concept:name",
        "at": "time:timestamp",
        "state": "lifecycle:transition",
        "group": "org:group",
        "priority": "impact",
        "activity": "concept:name",
    },
    "states": {
        "active": ["In Progress", "Assigned"],
        "queued": ["Awaiting Assignment"],
        "waiting_customer": ["Wait - User"],
        "resolved": ["In Call", "Resolved"],
        "closed": ["Closed"],
    },
    "priorities": {"P2": ["Medium"]},
}
RABOBANK = {
    "columns": {
        "id": "concept:name",
        "at": "time:timestamp",
        "state": "concept:name",
        "priority": "trace:Priority",
        "reported": "trace:Open Time",
    },
    "states": {
        "new": ["Open"],
        "active": ["Assignment", "Reassignment"],
        "waiting_supplier": ["Pending vendor"],
        "closed": ["Closed"],
    },
    "priorities": {"P3": ["3"]},
    "timezone": "Europe/Amsterdam",
}


def string(key, value):
    """A text attribute."""
    return f'<string key="{key}" value="{value}"/>'


def event(at, **attributes):
    """An event at a time, attributes by prefix_name."""
    texts = "".join(string(key.replace("_", ":", 1), v) for key, v in attributes.items())
    return f'<event><date key="time:timestamp" value="{at}"/>{texts}</event>\n'


def log(*traces, head=HEAD):
    """A log of traces, each on a line."""
    return head + "".join(f"<trace>{each}</trace>\n" for each in traces) + "</log>\n"


ONE = log(
    string("concept:name", "1-364")
    + event(
        "2012-05-01T10:00:00.000+02:00",
        concept_name="Accepted",
        lifecycle_transition="In Progress",
        impact="Medium",
        org_group="V5 3rd",
    )
    + event(
        "2012-05-01T11:00:00.000+02:00",
        concept_name="Accepted",
        lifecycle_transition="Wait - User",
        impact="Medium",
        org_group="V5 3rd",
    )
    + event(
        "2012-05-01T12:30:00.000+01:00",
        concept_name="Completed",
        lifecycle_transition="Resolved",
        impact="Medium",
        org_group="V30",
    )
)


@pytest.fixture
def read_log(source, written):
    """Tickets and report of a log."""

    def read(text, name="log.xes", **overrides):
        given = source(format="xes", **{**VOLVO, **overrides})
        return read_records(given, written(text, name), shown="log.xes")

    return read


@pytest.fixture
def refusal(read_log):
    """The error that refuses a log."""

    def refuse(text, **overrides):
        with pytest.raises(LocatedError) as caught:
            read_log(text, **overrides)
        assert caught.value.help
        return caught.value

    return refuse


def test_reads_the_shape_of_bpi_2013(read_log, rows_of):
    """States in the life cycle, the case in the trace; offsets are as each event writes them."""
    tickets, report = read_log(ONE)

    ten_in_volvo = 1335859200  # 2012-05-01T08:00:00Z
    assert {
        "1-364": {
            "service": "desk",
            "priority": ["P2", "P2"],
            "last": 6,
            "stamps": {"reported": ten_in_volvo},
            "fields": {"activity": "Completed", "group": "V30"},
            "events": [
                (ten_in_volvo, 2, "P2", "V5 3rd"),
                (ten_in_volvo + 3600, 3, "P2", "V5 3rd"),
                (ten_in_volvo + 3 * 3600 + 1800, 6, "P2", "V30"),
            ],
        }
    } == rows_of(tickets)
    assert (3, 1, 60, {}) == (
        report.rows_read,
        report.tickets_used,
        report.precision_seconds,
        report.excluded,
    )


def test_reads_the_shape_of_bpi_2014(read_log, rows_of):
    """Activities are states, the incident's own data are in the trace, times in local time."""
    text = log(
        string("concept:name", "IM0000004")
        + string("Priority", "3")
        + '<date key="Open Time" value="2013-01-08T13:00:00"/>'
        + event("2013-01-08T13:17:58", concept_name="Open")
        + event("2013-01-08T14:00:00.000+01:00", concept_name="Pending vendor")
        + event("2013-01-09T09:00:00", concept_name="Closed")
    )

    tickets, _ = read_log(text, **RABOBANK)

    one_o_clock = 1357646400  # 2013-01-08T12:00:00Z
    [shown] = rows_of(tickets).values()
    assert ({"reported": one_o_clock}, ["P3", "P3"]) == (shown["stamps"], shown["priority"])
    assert [
        (one_o_clock + 17 * 60 + 58, 0),
        (one_o_clock + 3600, 4),
        (one_o_clock + 20 * 3600, 7),
    ] == [row[:2] for row in shown["events"]]


def test_a_global_value_stands_for_what_is_missing_but_never_for_a_time(read_log, rows_of):
    """The group has its default; a time that nobody recorded leaves the ticket out."""
    named = string("concept:name", "A")
    states = string("lifecycle:transition", "Closed") + string("impact", "Medium")
    states += string("concept:name", "Completed")
    timed = log(
        named + f'<event><date key="time:timestamp" value="2012-05-01T10:00:00Z"/>{states}</event>',
        named.replace('"A"', '"B"') + f"<event>{states}</event>",
        head=HEAD + GLOBALS,
    )

    tickets, report = read_log(timed)

    assert (["A"], ("nobody",)) == (list(tickets.ids), tickets.groups)
    assert {"no time": 1} == report.excluded


def test_meta_attributes_and_lists_say_nothing(read_log):
    """An attribute within another is not the event's."""
    nested = '<string key="x" value="y"><string key="impact" value="High"/></string>'
    lists = '<list key="l"><values><string key="impact" value="High"/></values></list>'
    text = ONE.replace("<event>", f"<event>{nested}{lists}")

    assert ("P2",) == read_log(text)[0].priorities


def test_an_event_outside_of_every_trace_is_counted(read_log):
    """It belongs to no case: left out, with its line."""
    stray = event(
        "2012-05-01T10:00:00Z",
        concept_name="Accepted",
        lifecycle_transition="Closed",
        impact="Medium",
        org_group="V30",
    )

    tickets, report = read_log(ONE.replace("</log>", stray + "</log>"))

    assert (1, 4, {"no id": 1}) == (len(tickets), report.rows_read, report.excluded)
    assert 7 == report.findings[0].span.line


def test_packed_logs_and_digests(source, written):
    """`.xes.gz` is unpacked; the digest is that of the bytes given."""
    file = written(ONE, "log.xes.gz")

    tickets, report = read_records(source(format="xes", **VOLVO), file, shown="log")

    assert 1 == len(tickets)
    assert hashlib.sha256(file.read_bytes()).hexdigest() == report.digest


def test_events_across_blocks_are_whole(read_log, monkeypatch):
    """However the bytes are cut."""
    from slaspec.records.sources import xes

    monkeypatch.setattr(xes, "READ_BYTES", 7)

    assert 3 == read_log(ONE)[1].rows_read


LAUGHS = """<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
EXTERNAL = """<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]>"""


@pytest.mark.parametrize("doctype", [LAUGHS, EXTERNAL, '<!DOCTYPE log SYSTEM "http://x/a.dtd">'])
def test_a_document_type_is_refused_by_name(refusal, doctype):
    """Before any entity of it could be read, expanded or fetched."""
    error = refusal(ONE.replace("<log ", doctype + "<log ", 1))

    assert "a document type (DTD) stands in the log: its entities could be anything" == (
        error.message
    )
    assert error.at.startswith("log.xes:2:")


@pytest.mark.parametrize(
    ("change", "at", "message"),
    [
        (lambda t: t[:-60], "", "this is no well-formed XML: "),
        (lambda t: "", "1:1", "this is no well-formed XML: no element found"),
        (lambda t: t.replace("</trace>", "", 1), "7:3", "this is no well-formed XML: mismatched"),
        (lambda t: t.replace("1-364", "&x;"), "3:8", "this is no well-formed XML: undefined"),
        (lambda t: t.replace("log", "logs"), "2:1", "this is <logs>, not the <log> of an event"),
        (lambda t: t.replace("UTF-8", "nonsense"), "", "the encoding of this XML is not known"),
        (lambda t: t.replace(' key="impact"', "", 1), "3:", "this attribute has no key"),
        (
            lambda t: t.replace("<event>", '<event><list key="impact"/>', 1),
            "3:",
            "'impact' is a list without a single value",
        ),
        (
            lambda t: t.replace("<event>", "<event>" + string("impact", "High"), 1),
            "3:",
            "'impact' stands here twice",
        ),
        (
            lambda t: t.replace("</trace>", string("concept:name", "1-365") + "</trace>"),
            "6:1",
            "'trace:concept:name' stands behind events of its trace",
        ),
        (lambda t: t.replace("<event>", "<a>" * 99, 1), "3:", "elements are nested deeper than 64"),
        (lambda t: t.replace("org:group", "org:role"), "1:1", "no row has 'org:group'"),
    ],
)
def test_refuses_what_is_no_log(refusal, change, at, message):
    """The first fault, at its line and column."""
    error = refusal(change(ONE))

    assert error.at.startswith("log.xes:" + at)
    assert error.message.startswith(message)


def test_archives_are_refused_by_name(refusal, tmp_path):
    """A zip archive is no log, and is not searched for one."""
    archive = tmp_path / "log.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("log.xes", ONE)

    assert "this is a zip archive, perhaps a workbook, not XES" == (
        refusal(archive.read_bytes()).message
    )


def test_bombs_are_stopped(refusal, monkeypatch):
    """A log that unpacks to more than any export, and a tag without end."""
    monkeypatch.setattr(xes_log, "LONGEST_TAG_BYTES", 1000)
    endless = ONE.replace('"1-364"', '"' + "x" * (3 << 20) + '"')
    assert "a tag is longer than 1,000 bytes" == refusal(endless).message

    monkeypatch.setattr(byte_streams, "LARGEST_TEXT_BYTES", 100)
    assert "the text is larger than 100 bytes" == refusal(ONE, name="log.xes.gz").message


def test_names_of_a_trace_cannot_fill_the_memory(read_log):
    """A trace with many names and many events keeps only what is mapped."""
    names = "".join(string(f"n{i}", "x") for i in range(5000))
    text = ONE.replace("<trace>", "<trace>" + names).replace(
        "</trace>", event("2012-05-01T12:00:00Z", lifecycle_transition="Closed") * 5000 + "</trace>"
    )

    assert 5003 == read_log(text)[1].rows_read


def test_a_log_has_no_snapshot(refusal):
    """Its rows are changes; the mistake is the contract's."""
    error = refusal(ONE, layout="snapshot", states=None, columns={"id": "a", "reported": "b"})

    assert "DataSource itsm: a log of events has no layout: snapshot" == error.message
    assert error.at.startswith("itsm.yaml:")
