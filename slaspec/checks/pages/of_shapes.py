"""Pages of the rules on the shape of a document: its keys, types, words and quantities."""

from __future__ import annotations


class UnknownKey:
    """
    A key is not known at this place.

    What it does:
        Compares each key with the schema of the document's kind and names the nearest known one.

    Why:
        A misspelt key is a term that was written and does not count. It must not be passed over.

    Wrong:

        parties: {provider: nordit, costumer: acme}

    Right:

        parties: {provider: nordit, customer: acme}

    Source:
        `schemas/v1`, one schema per kind.
    """


class MissingKey:
    """
    A key is missing that this place cannot do without.

    What it does:
        Names the key and shows an example of its value.

    Why:
        An exclusion without a cause, a target without a metric or a party without a name says
        nothing that could be used.

    Wrong:

        exclusions: [{id: planned-maintenance}]

    Right:

        exclusions: [{id: planned-maintenance, cause: maintenance}]

    Source:
        `schemas/v1`, `required`.
    """


class WrongType:
    """
    A value has the wrong form: a list where a text is wanted, or the other way round.

    What it does:
        Says what is wanted and what stands there. A plain number is taken for a text where a text
        is wanted (`clause: 4.10`).

    Why:
        The value cannot be understood.

    Wrong:

        services: service-desk

    Right:

        services: [{service: service-desk}]

    Source:
        `schemas/v1`, `type`.
    """


class UnknownWord:
    """
    A word is not one of those that are possible here.

    What it does:
        Names the nearest word of the closed list, or the whole list.

    Why:
        Every word of such a list has one exact meaning. Another word has none.

    Wrong:

        binding: agreement

    Right:

        binding: contract

    Source:
        `schemas/v1`, `enum`.
    """


class NotAQuantity:
    """
    A duration, a share, an amount, a date or an id is not written as one.

    What it does:
        Says which form is wanted. Dates must exist, currencies must be in use, and a clock has no
        days or months: `24h` or `{working_days: 2, due: end_of_day}`.

    Why:
        "99.9" may be a share of one or of a hundred, "1 day" may be 8 or 24 hours, and
        "10.001 EUR" cannot be paid.

    Wrong:

        effective: {from: 2026-02-30}

    Right:

        effective: {from: 2026-02-28}

    Source:
        ISO 4217 (currencies), ISO 8601 (dates and durations), IANA time zone names.
    """


class ContradictoryKeys:
    """
    Keys exclude one another, or need one another.

    What it does:
        Wants exactly one of several forms (of an objective, a rate, a base), and what belongs to
        it.

    Why:
        An objective that is both "90 % within 5h" and "99.9 % available" is two objectives; one
        with neither is none.

    Wrong:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%, at_least: 99%}}

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Source:
        `schemas/v1`, `oneOf` and `dependentRequired`.
    """


class OutOfBounds:
    """
    A value is too small, too large, too long, empty, or stands twice in a list.

    What it does:
        Says which bound there is.

    Why:
        A list with nothing in it where something is needed, or a title of a thousand characters,
        is mostly a slip.

    Wrong:

        purpose: [{value: dealers can sell, targets: []}]

    Right:

        purpose: [{value: dealers can sell, targets: [resolution]}]

    Source:
        `schemas/v1`, bounds.
    """


class UnknownKind:
    """
    The file does not say in which version of the language it is written, or what it is.

    What it does:
        Wants `apiVersion: slaspec/v1` and a known `kind`.

    Why:
        Both decide how everything below them is read.

    Wrong:

        apiVersion: slaspec/v2

    Right:

        apiVersion: slaspec/v1

    Source:
        `schemas/v1/slaspec.schema.json`.
    """
