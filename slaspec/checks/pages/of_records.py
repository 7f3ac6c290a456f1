"""Pages of the reasons why a ticket is left out, or a whole file of records is refused."""

from __future__ import annotations


class NoId:
    """
    A row has no id, so that nobody knows which ticket it belongs to.

    What it does:
        Leaves the row out, and counts it as a ticket of its own.

    Why:
        The row may be an update of any ticket, or a ticket that nobody measures. A count that
        passes over it in silence is too good by one.

    Wrong:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1
        ,2026-02-02 09:00,2026-02-02 12:00,Resolved,P1

    Right:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1
        INC2,2026-02-02 09:00,2026-02-02 12:00,Resolved,P1

    Source:
        The column that is mapped as `id` in the DataSource.
    """


class DuplicateTicket:
    """
    Several rows of a list have one id.

    What it does:
        Where a row is a whole record (`layout: snapshot`), leaves out every ticket that stands
        there twice.

    Why:
        The rows may say different things, and either may be the newer one. Two exports joined
        into one file count a ticket double.

    Wrong:

        kind: DataSource
        layout: snapshot
        columns: {id: number, reported: opened, resolved: updated, priority: priority}
        ---
        # file: samples/itsm.csv
        number,opened,updated,priority
        INC1,2026-02-02 09:00,2026-02-02 11:00,P1
        INC1,2026-02-02 09:00,2026-02-02 18:00,P1

    Right:

        kind: DataSource
        layout: snapshot
        columns: {id: number, reported: opened, resolved: updated, priority: priority}
        ---
        # file: samples/itsm.csv
        number,opened,updated,priority
        INC1,2026-02-02 09:00,2026-02-02 18:00,P1

    Source:
        `layout` of the DataSource: with `layout: events` several rows of one id are its updates.
    """


class UnreadableSequence:
    """
    Nothing says in which order the updates of a ticket were made.

    What it does:
        Where a column is mapped as `order`, leaves out a ticket with a row whose number is missing
        or no number. Without one the rows of a table have to be in order: a ticket with a row that
        is earlier than the one before it is left out.

    Why:
        The order of updates decides which state was the last one. An export with the newest first
        would show every ticket as never resolved, and one that was appended twice as reopened.
        With `order` the times may run backwards, as they sometimes do in real logs.

    Wrong:

        kind: DataSource
        columns: {id: number, order: count, at: updated, state: state, priority: priority}
        ---
        # file: samples/itsm.csv
        number,count,updated,state,priority
        INC1,1,2026-02-02 09:05,In Progress,P1
        INC1,second,2026-02-02 11:00,Resolved,P1

    Right:

        kind: DataSource
        columns: {id: number, order: count, at: updated, state: state, priority: priority}
        ---
        # file: samples/itsm.csv
        number,count,updated,state,priority
        INC1,1,2026-02-02 09:05,In Progress,P1
        INC1,2,2026-02-02 11:00,Resolved,P1

    Source:
        `sys_mod_count` in audit logs of ServiceNow.
    """


class UnknownLabel:
    """
    A ticket has a label that the data source does not explain.

    What it does:
        Leaves out a ticket whose state, priority, group or service is in none of the lists of the
        DataSource (`states`, `priorities` and so on).

    Why:
        Whether the clock stands in "Thinking" is not for a program to guess. A new label in the
        tool shows here on the first day.

    Wrong:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 09:05,Thinking,P1
        INC1,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1

    Right:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 09:05,In Progress,P1
        INC1,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1

    Source:
        A public audit log of ServiceNow (UCI data set 498) has a state `-100`.
    """


class UnreadableTime:
    """
    A time is not written in the form that the data source says.

    What it does:
        Reads every time in the one form of `date_order`, between 1970 and 2199, and leaves out a
        ticket with another text in a time that counts.

    Why:
        A form that is guessed row by row reads 4/3/2026 as April and 13/3/2026 as March.

    Wrong:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-30 11:00,Resolved,P1

    Right:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-28 11:00,Resolved,P1

    Source:
        ISO 8601 (`date_order: iso`); exports in local form say `day_first` or `month_first`.
    """


class TimeInADstGap:
    """
    A time on the clock never was, because the clock was set forward over it.

    What it does:
        Leaves out a ticket with a time without offset that the zone of the DataSource skipped.

    Why:
        Such a time shows that the zone is wrong, or that the tool wrote it in another one. Moved
        by an hour it would decide a verdict.

    Wrong:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-03-29 01:00,2026-03-29 02:30,Resolved,P1

    Right:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-03-29 01:00,2026-03-29T02:30:00+01:00,Resolved,P1

    Source:
        IANA time zone database: on 29 March 2026 clocks in Europe/Oslo go from 02:00 to 03:00.
    """


class AmbiguousTime:
    """
    A time on the clock was twice, because the clock was set back over it.

    What it does:
        Leaves out a ticket with a time without offset that the zone of the DataSource shows twice.

    Why:
        The two instants are an hour apart. A limit of 30 minutes is met with one of them and missed
        with the other.

    Wrong:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-10-25 01:00,2026-10-25 02:30,Resolved,P1

    Right:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-10-25 01:00,2026-10-25T02:30:00+02:00,Resolved,P1

    Source:
        IANA time zone database: on 25 October 2026 clocks in Europe/Oslo go from 03:00 to 02:00.
    """


class NoTime:
    """
    An update has no time.

    What it does:
        Leaves out a ticket of an audit log (`layout: events`) with an update of which nobody knows
        when it was.

    Why:
        The update may be the one that stops the clock.

    Wrong:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 09:05,In Progress,P1
        INC1,2026-02-02 09:00,,Resolved,P1

    Right:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 09:05,In Progress,P1
        INC1,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1

    Source:
        The column that is mapped as `at` in the DataSource.
    """


class NoState:
    """
    An update does not say in which state the ticket is.

    What it does:
        Leaves out a ticket of an audit log (`layout: events`) with an update without a state.

    Why:
        Whether the clock runs until the next update is not known.

    Wrong:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 09:05,,P1
        INC1,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1

    Right:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 09:05,In Progress,P1
        INC1,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1

    Source:
        The column that is mapped as `state` in the DataSource.
    """


class NoService:
    """
    A ticket does not say which service it is about.

    What it does:
        Where a column names the service, leaves out a ticket whose last row has none.

    Why:
        Every target is about one service. A ticket without one would count for none of them, or
        for all.

    Wrong:

        kind: DataSource
        columns: {id: number, at: updated, state: state, service: service}
        ---
        # file: samples/itsm.csv
        number,updated,state,service
        INC1,2026-02-02 09:05,In Progress,service-desk
        INC1,2026-02-02 11:00,Resolved,

    Right:

        kind: DataSource
        columns: {id: number, at: updated, state: state, service: service}
        ---
        # file: samples/itsm.csv
        number,updated,state,service
        INC1,2026-02-02 09:05,In Progress,service-desk
        INC1,2026-02-02 11:00,Resolved,service-desk

    Source:
        `service` of the DataSource says it for all records where there is no such column.
    """


class NoStart:
    """
    Nothing says when a ticket was reported.

    What it does:
        Leaves out a ticket whose last row is empty in the column that is mapped as `reported`.

    Why:
        Without a start no time has elapsed. The first update is not the report: between them lies
        the wait that the customer had.

    Wrong:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,,2026-02-02 11:00,Resolved,P1

    Right:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1

    Source:
        The column that is mapped as `reported`; without one the first update stands for it.
    """


class EndsBeforeItBegins:
    """
    A ticket is resolved or closed before it was reported.

    What it does:
        Leaves out a ticket with a stop that is earlier than its report.

    Why:
        A negative time is met whatever the limit is. Mostly two columns are in different zones, or
        day and month are taken for one another.

    Wrong:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 08:59,Resolved,P1

    Right:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 09:00,Resolved,P1

    Source:
        `timezone`, `date_order` and `columns` of the DataSource.
    """


class UnreadableFigure:
    """
    A figure is not written as a plain number.

    What it does:
        Leaves out a row with another text than digits, a point and a sign in `value`, `good` or
        `total`: no unit, no thousands separator, no decimal comma.

    Why:
        1,250 is 1250 in one office and 1.25 in the next. Read in the wrong way it meets every
        threshold.

    Wrong:

        kind: DataSource
        ---
        apiVersion: slaspec/v1
        kind: DataSource
        id: backlog
        title: Open cases at the end of each day
        format: csv
        records: value
        layout: snapshot
        service: service-desk
        timezone: Europe/Oslo
        date_order: iso
        columns: {at: day, value: open_cases}
        sample: samples/backlog.csv
        ---
        # file: samples/backlog.csv
        day,open_cases
        2026-02-02,"1,250"

    Right:

        kind: DataSource
        ---
        apiVersion: slaspec/v1
        kind: DataSource
        id: backlog
        title: Open cases at the end of each day
        format: csv
        records: value
        layout: snapshot
        service: service-desk
        timezone: Europe/Oslo
        date_order: iso
        columns: {at: day, value: open_cases}
        sample: samples/backlog.csv
        ---
        # file: samples/backlog.csv
        day,open_cases
        2026-02-02,1250

    Source:
        The two conventions of ISO 80000-1, 7.3: a decimal sign may be a comma or a point.
    """


class IncompleteHistory:
    """
    A ticket stands in the export without all of its updates.

    What it does:
        Leaves out a ticket of which the export itself says that more is known than it holds: a
        changelog with a larger `total`, an issue without its events.

    Why:
        A time that is waited for the customer may stand in the part that is missing, or the end.
        Jira gives at most 100 entries of a changelog with an issue: the longest tickets are cut,
        and they are those about which the parties argue.

    Wrong:

        kind: DataSource
        ---
        apiVersion: slaspec/v1
        kind: DataSource
        id: desk
        title: Requests to the service desk
        format: jira_changelog
        records: request
        layout: events
        service: service-desk
        columns: {id: key, at: at, state: status}
        states: {new: [Open], resolved: [Done]}
        sample: samples/desk.json
        ---
        # file: samples/desk.json
        {"key": "DESK-1", "id": "10001",
         "fields": {"created": "2026-02-02T09:00:00.000+0100", "status": {"name": "Done"}},
         "changelog": {"total": 2, "histories": [
           {"id": "7", "created": "2026-02-02T11:00:00.000+0100",
            "items": [{"field": "status", "fromString": "Open", "toString": "Done"}]}]}}

    Right:

        kind: DataSource
        ---
        apiVersion: slaspec/v1
        kind: DataSource
        id: desk
        title: Requests to the service desk
        format: jira_changelog
        records: request
        layout: events
        service: service-desk
        columns: {id: key, at: at, state: status}
        states: {new: [Open], resolved: [Done]}
        sample: samples/desk.json
        ---
        # file: samples/desk.json
        {"key": "DESK-1", "id": "10001",
         "fields": {"created": "2026-02-02T09:00:00.000+0100", "status": {"name": "Done"}},
         "changelog": {"total": 1, "histories": [
           {"id": "7", "created": "2026-02-02T11:00:00.000+0100",
            "items": [{"field": "status", "fromString": "Open", "toString": "Done"}]}]}}

    Source:
        Jira Cloud platform REST API v3, "Issue search" and "Get changelogs": pages of at most 100.
    """


class FileRefused:
    """
    A file of records cannot be read as its data source says.

    What it does:
        Refuses the whole file at the place of the first fault: another separator, another
        encoding, a row with too few cells, a quote that is never closed, a mapped column that is
        not there, or a question that the DataSource leaves open.

    Why:
        After such a fault nothing means what it seems to mean: one missing comma moves every cell
        of its row into the column beside it.

    Wrong:

        # file: samples/itsm.csv
        number;opened;updated;state;priority
        INC1;2026-02-02 09:00;2026-02-02 11:00;Resolved;P1

    Right:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1

    Source:
        RFC 4180 (CSV), RFC 3629 (UTF-8).
    """


class NothingUsable:
    """
    Not one ticket of a file can be used.

    What it does:
        Says so of a sample, beside the reason of each ticket that is left out.

    Why:
        On a sample without a usable ticket nothing is proved. In most cases one column or one list
        of labels is wrong for all rows.

    Wrong:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 11:00,Done,P1
        INC2,2026-02-03 09:00,2026-02-03 11:00,Done,P2

    Right:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 11:00,Done,P1
        INC2,2026-02-03 09:00,2026-02-03 11:00,Resolved,P2

    Source:
        Precise reading of the contract language: no usable row is an error.
    """
