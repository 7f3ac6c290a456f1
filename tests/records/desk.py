"""
The same story as four ticket tools export it, and what is measured of it.

2026-04-01, UTC: reported 08:00 to L1 as P2; 09:00 handed to L2 and raised to P1; 10:00 waiting for
the customer; 12:00 back at work; 13:00 resolved; 14:00 reopened; 15:00 resolved again.
"""

import json

from slaspec.language.read import read_text
from slaspec.measure.measure import measure
from slaspec.records.sources import read_records
from tests.measure import build

HOUR = 3600
JIRA = {
    "format": "jira_changelog",
    "columns": {
        "id": "key",
        "at": "at",
        "order": "order",
        "state": "status",
        "priority": "priority",
        "group": "customfield_10100",
    },
    "states": {
        "new": ["Open"],
        "active": ["In Progress", "Reopened"],
        "waiting_customer": ["Waiting for customer"],
        "resolved": ["Done"],
    },
    "priorities": {"P1": ["Highest"], "P2": ["High"], "P3": ["Low"]},
    "groups": {"L1": ["First line"], "L2": ["Second line"]},
}
ZAMMAD = {
    "format": "zammad_history",
    "columns": {
        "id": "id",
        "at": "at",
        "order": "order",
        "state": "state",
        "priority": "priority",
        "group": "group",
    },
    "states": {
        "new": ["new"],
        "active": ["open"],
        "waiting_customer": ["pending reminder"],
        "resolved": ["closed"],
    },
    "priorities": {"P1": ["3 high"], "P2": ["2 normal"], "P3": ["1 low"]},
    "groups": {"L1": ["Users"], "L2": ["Network"]},
}
GITLAB = {
    "format": "gitlab_events",
    "columns": {
        "id": "reference",
        "at": "at",
        "order": "order",
        "state": "state/status::",
        "priority": "priority::",
        "group": "team::",
    },
    "states": {
        "active": ["opened"],
        "waiting_customer": ["status::waiting"],
        "resolved": ["closed"],
    },
    "priorities": {"P1": ["priority::1"], "P2": ["priority::2"], "P3": ["priority::3"]},
    "groups": {"L1": ["team::L1"], "L2": ["team::L2"]},
}
ZENDESK = {
    "format": "zendesk_metric_events",
    "columns": {
        "id": "ticket_id",
        "at": "at",
        "order": "order",
        "state": "resolution_time",
        "priority": "priority",
        "group": "group_id",
    },
    "states": {"active": ["activate"], "waiting_customer": ["pause"], "resolved": ["fulfill"]},
    "priorities": {"P1": ["urgent"], "P2": ["high"], "P3": ["low"]},
    "groups": {"L1": ["101"], "L2": ["102"]},
}
TOOLS = {"jira": JIRA, "zammad": ZAMMAD, "gitlab": GITLAB, "zendesk": ZENDESK}


def time(hour, minute=0, *, day=1):
    """An instant of April 2026 as most tools write it."""
    return f"2026-04-{day:02}T{hour:02}:{minute:02}:00.000Z"


def jira_entry(id, at, **changes):
    """An entry of a changelog: each field with its old and new (id, words)."""
    items = [
        {
            "field": field,
            "fieldId": field,
            "fieldtype": "jira",
            "from": old and old[0],
            "fromString": old and old[1],
            "to": new and new[0],
            "toString": new and new[1],
        }
        for field, (old, new) in changes.items()
    ]
    return {"id": str(id), "created": at, "items": items}


OPEN, WORK, WAIT, DONE = (
    ("1", "Open"),
    ("3", "In Progress"),
    ("7", "Waiting for customer"),
    ("9", "Done"),
)
FIRST, SECOND = ("21", "First line"), ("22", "Second line")
HIGHEST, HIGH = ("1", "Highest"), ("2", "High")


def jira_issue(key="DESK-1", histories=None, **fields):
    """An issue; without histories of its own, that of the story."""
    if histories is None:
        histories = [
            jira_entry(11, time(9), priority=(HIGH, HIGHEST), customfield_10100=(FIRST, SECOND)),
            jira_entry(12, time(9, 30), status=(OPEN, WORK)),
            jira_entry(13, time(10), status=(WORK, WAIT)),
            jira_entry(14, time(12), status=(WAIT, WORK)),
            jira_entry(15, time(13), status=(WORK, DONE)),
            jira_entry(16, time(14), status=(DONE, WORK)),
            jira_entry(17, time(15), status=(WORK, DONE)),
        ]
    return {
        "id": "10001",
        "key": key,
        "fields": {
            "created": time(8),
            "updated": time(15),
            "status": {"id": "9", "name": "Done", "statusCategory": {"key": "done"}},
            "priority": {"id": "1", "name": "Highest"},
            "customfield_10100": {"id": "22", "value": "Second line"},
            **fields,
        },
        "changelog": {
            "startAt": 0,
            "maxResults": len(histories),
            "total": len(histories),
            "histories": histories,
        },
    }


def zammad_entry(id, at, attribute, old, new, *, ticket=7, user=3):
    """One change of one attribute, from and to (id, words)."""
    return {
        "id": id,
        "o_id": ticket,
        "object": "Ticket",
        "type": "updated",
        "attribute": attribute,
        "id_from": old[0],
        "value_from": old[1],
        "id_to": new[0],
        "value_to": new[1],
        "created_at": at,
        "created_by_id": user,
    }


NEW_, OPEN_, PENDING, CLOSED = (
    (1, "new"),
    (2, "open"),
    (3, "pending reminder"),
    (4, "closed"),
)


def zammad_ticket(id=7, entries=None, **ticket):
    """A ticket with its history; without entries of its own, that of the story."""
    if entries is None:
        entries = [
            zammad_entry(92, time(9), "group", (1, "Users"), (5, "Network"), ticket=id),
            zammad_entry(93, time(9), "priority", (2, "2 normal"), (3, "3 high"), ticket=id),
            zammad_entry(94, time(9), "state", NEW_, OPEN_, ticket=id),
            zammad_entry(95, time(10), "state", OPEN_, PENDING, ticket=id),
            zammad_entry(97, time(12), "state", PENDING, OPEN_, ticket=id),
            zammad_entry(98, time(13), "state", OPEN_, CLOSED, ticket=id),
            zammad_entry(99, time(14), "state", CLOSED, OPEN_, ticket=id),
            zammad_entry(100, time(15), "state", OPEN_, CLOSED, ticket=id),
        ]
    created = {
        "id": 91,
        "o_id": id,
        "object": "Ticket",
        "type": "created",
        "created_at": time(8),
        "created_by_id": 3,
    }
    itself = {
        "id": id,
        "number": f"2{id:04}",
        "state_id": 4,
        "priority_id": 3,
        "group_id": 5,
        "created_at": time(8),
        "updated_at": time(15),
        **ticket,
    }
    return {"history": [created, *entries], "assets": {"Ticket": {str(id): itself}}}


def gitlab_label(id, at, action, name, user=1):
    """A label that was added or removed."""
    return {
        "id": id,
        "user": {"id": user, "username": "agent"},
        "created_at": at,
        "resource_type": "Issue",
        "action": action,
        "label": {"id": 1, "name": name},
    }


def gitlab_state(id, at, state, user=1):
    """An issue that was closed or reopened."""
    return {"id": id, "user": {"id": user}, "created_at": at, "state": state}


def gitlab_issue(iid=1, labels=None, states=None, **issue):
    """An issue with its events; without events of its own, those of the story."""
    if labels is None:
        labels = [
            gitlab_label(1, time(9), "add", "priority::1"),
            gitlab_label(2, time(9), "add", "team::L2"),
            gitlab_label(3, time(9), "remove", "priority::2"),
            gitlab_label(4, time(9), "remove", "team::L1"),
            gitlab_label(5, time(10), "add", "status::waiting"),
            gitlab_label(6, time(12), "remove", "status::waiting"),
        ]
    if states is None:
        states = [
            gitlab_state(1, time(13), "closed"),
            gitlab_state(2, time(14), "reopened"),
            gitlab_state(3, time(15), "closed"),
        ]
    return {
        "id": 500 + iid,
        "iid": iid,
        "project_id": 4,
        "state": "closed",
        "labels": ["bug", "priority::1", "team::L2"],
        "milestone": None,
        "created_at": time(8),
        "updated_at": time(15),
        "references": {"full": f"desk/support#{iid}"},
        "resource_label_events": labels,
        "resource_state_events": states,
        **issue,
    }


def zendesk_event(id, at, type, metric="resolution_time", *, ticket=155, **more):
    """One metric event."""
    return {
        "id": id,
        "ticket_id": ticket,
        "metric": metric,
        "instance_id": 1,
        "type": type,
        "time": at,
        **more,
    }


def zendesk_events(ticket=155):
    """The metric events of the story."""
    types = ("activate", "pause", "activate", "fulfill", "activate", "fulfill")
    hours = (8, 10, 12, 13, 14, 15)
    return [
        zendesk_event(100 * ticket + number, time(hour), type, ticket=ticket)
        for number, (hour, type) in enumerate(zip(hours, types, strict=True))
    ]


def zendesk_audit(id, at, **changes):
    """An audit; each field with its old and new value, the old one None at the creation."""
    events = [
        {"id": id * 10 + n, "type": "Create", "field_name": field, "value": new}
        if old is None
        else {
            "id": id * 10 + n,
            "type": "Change",
            "field_name": field,
            "value": new,
            "previous_value": old,
        }
        for n, (field, (old, new)) in enumerate(changes.items())
    ]
    return {"id": id, "ticket_id": 155, "created_at": at, "events": events}


def zendesk_ticket(**members):
    """The ticket of the story with its metric events and its audits."""
    return {
        "ticket": {
            "id": 155,
            "priority": "urgent",
            "group_id": 102,
            "status": "solved",
            "updated_at": time(15),
        },
        "metric_events": zendesk_events(),
        "audits": [
            zendesk_audit(1, time(8), priority=(None, "high"), group_id=(None, "101")),
            zendesk_audit(2, time(9), priority=("high", "urgent"), group_id=("101", "102")),
        ],
        **members,
    }


STORY = {
    "jira": jira_issue,
    "zammad": zammad_ticket,
    "gitlab": gitlab_issue,
    "zendesk": zendesk_ticket,
}


def source(tool, /, **overrides):
    """The DataSource of a tool, as a plain mapping."""
    mapped = overrides.pop("columns", TOOLS[tool]["columns"])
    columns = {**mapped, **overrides.pop("more", {})}
    plain = {**build.source(), **TOOLS[tool], "columns": columns, **overrides}
    return {key: value for key, value in plain.items() if value is not None}


def structured(plain):
    """A DataSource of a plain mapping."""
    read = read_text(json.dumps(plain, indent=1).encode(), "itsm.yaml")
    assert () == read.findings
    return read.contract


def measured(tool, files, *, within, metric=None, answers=None, **overrides):
    """`met/missed/open` of April for some files of records, limit in seconds."""
    plain = source(tool, **overrides)
    objective = {"share": "90%", "within": f"{within}s", "hours": "24x7"}
    contract = build.agreement(
        metric={"pause": ["waiting_customer"], "stop": ["resolved"], **(metric or {})},
        target={"objectives": {"P1": objective}},
        answers={"reopened": {"clock": "continues", "gap": "paused"}, **(answers or {})},
    )
    made = build.planned_on(plain, contract)
    held = [read_records(structured(plain), file, shown="export")[0] for file in files]
    result = measure(made, {"itsm": held}, build.at("2026-07-01 00:00"))
    return [f"{m.met}/{m.counted - m.met}/{m.open}" for m in result.measured]


def elapsed(tool, files, seconds, **more):
    """Whether the clock of the only record ran this long: it is met then, and missed below."""
    here, below = (measured(tool, files, within=s, **more) for s in (seconds, seconds - 1))
    return (here, below) == (["1/0/0"], ["0/1/0"])
