"""Pages of the rules on the text of a file: a strict subset of YAML that all readers read alike."""

from __future__ import annotations


class NotYaml:
    """
    The file is not YAML.

    What it does:
        Reports the first place where the text cannot be read as YAML, with the reader's reason.

    Why:
        Nothing in the file is used: half a contract is not a contract.

    Wrong:

        apiVersion: slaspec/v1
        kind: Calendar
        open: {mon-fri: ["08:00-17:00"]

    Right:

        apiVersion: slaspec/v1
        kind: Calendar
        open: {mon-fri: ["08:00-17:00"]}

    Source:
        YAML 1.2.2, chapter 7.
    """


class DuplicateKey:
    """
    A key stands twice in one mapping.

    What it does:
        Names both lines.

    Why:
        Most YAML readers take the last value without a word. A reviewer reads the first one: with
        `at_most: 10%` on top and `at_most: 100%` forty lines below, both believe they are right.

    Wrong:

        timezone: Europe/Oslo
        currency: EUR
        timezone: Europe/Riga

    Right:

        timezone: Europe/Oslo
        currency: EUR

    Source:
        YAML 1.2.2, 3.2.1.1: the keys of a mapping are unique.
    """


class AliasOrMergeKey:
    """
    An anchor, an alias or a merge key is used.

    What it does:
        Refuses `&name`, `*name` and `<<:`. What is used by many agreements stands in Terms.

    Why:
        What a reader sees must be what counts. An alias puts a text from elsewhere into a clause,
        and a merge key changes it on the way.

    Wrong:

        first: &limit {share: 90%, within: 5h}
        second: *limit

    Right:

        first: {share: 90%, within: 5h}
        second: {share: 90%, within: 5h}

    Source:
        YAML 1.2.2, 7.1; aliases that multiply ("billion laughs") exhaust a reader's memory.
    """


class Tag:
    """
    A tag gives a value a type.

    What it does:
        Refuses `!name` and `!!name`.

    Why:
        A contract has texts, numbers, lists and mappings, and each is what it looks like. A tag
        can turn a text into a number, and in some readers into a program.

    Wrong:

        version: !!float 1

    Right:

        version: "1.0"

    Source:
        YAML 1.2.2, 6.9.1; PyYAML's documentation of `yaml.load` warns of tags that construct
        objects.
    """


class NotOneDocument:
    """
    The file does not hold exactly one document.

    What it does:
        Refuses an empty file, a second document after `---`, and directives (`%YAML`, `%TAG`).

    Why:
        One document per file: then a name, an owner and a history belong to one agreement, and a
        directive cannot change how the rest is read.

    Wrong:

        kind: Calendar
        ---
        kind: Parties

    Right:

        kind: Calendar

    Source:
        YAML 1.2.2, 9.2: a stream may hold several documents, and directives belong to one.
    """


class TopLevelNotAMapping:
    """
    The file is a list or a single text.

    What it does:
        Wants `key: value` at the top: `apiVersion`, `kind`, `id`, then the body.

    Why:
        Without `kind` nobody knows what the text is.

    Wrong:

        - apiVersion: slaspec/v1
        - kind: Calendar

    Right:

        apiVersion: slaspec/v1
        kind: Calendar

    Source:
        The Open Data Contract Standard begins its documents in the same way.
    """


class HiddenCharacter:
    """
    The text has a character that a reviewer cannot see.

    What it does:
        Refuses control characters, zero-width characters, characters that turn the direction of
        the text, and line ends that only a program takes for one (U+0085, U+2028, U+2029, a lone
        carriage return), also when they are written as an escape.

    Why:
        The text that is signed must be the text that is computed. With such characters a line can
        show one amount and hold another.

    Wrong:

        title: Credit of 10<U+202E>%5

    Right:

        title: Credit of 10%

    Source:
        CVE-2021-42574 (Trojan Source): source text that is shown in another order than it is read.
    """


class AmbiguousValue:
    """
    A value without quotes is read differently by different YAML readers.

    What it does:
        Refuses words like `yes`, `~`, `0777`, `1_000`, `1e3`, `.5` and `+5` without quotes.

    Why:
        One reader takes `0777` for the number 511, another for 777, a third for a text. A
        contract means the same to all of them.

    Wrong:

        version: 007

    Right:

        version: "007"

    Source:
        YAML 1.1 and 1.2 resolve these words differently (YAML 1.2.2, 10.3.2).
    """


class EmptyValue:
    """
    A key has no value.

    What it does:
        Refuses `key:` with nothing behind it and nothing below it.

    Why:
        Was it forgotten, or is it meant to be nothing? `pause:` could be "never" and "not decided
        yet"; write `[]` for the one and nothing at all for the other.

    Wrong:

        title: Office hours
        closed:

    Right:

        title: Office hours
        closed: []

    Source:
        YAML 1.2.2, 7.2: an empty node is resolved to null.
    """


class UnusualKey:
    """
    A key is no plain name.

    What it does:
        Wants keys of ASCII letters, digits and `_ . -` that begin with a letter, each followed by
        a colon; `true`, `null` and keys written with `?` are refused.

    Why:
        Two keys that look alike (a Latin and a Cyrillic `a`) would be two terms of the contract.

    Wrong:

        ? title
        : Office hours

    Right:

        title: Office hours

    Source:
        Unicode Technical Standard 39: confusable characters in identifiers.
    """


class MisleadingLayout:
    """
    The layout shows something else than what is read.

    What it does:
        Refuses a comment that is glued to the value before it, and lines that continue a value but
        stand at or left of its key.

    Why:
        A reader takes a line at the left for a new key. The program takes it for the rest of the
        one above.

    Wrong:

        title: "Office
        hours"

    Right:

        title: "Office
          hours"

    Source:
        YAML 1.2.2, 7.3: flow scalars may be continued at any indentation in some places.
    """


class TooLargeFile:
    """
    The file is larger, deeper or fuller than a contract can be.

    What it does:
        A contract has at most 1 MiB, 32 levels and 100,000 values.

    Why:
        A file that a person can read is far below these bounds; one above them is there to stop
        the program that reads it.

    Wrong:

        deep: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]

    Right:

        deep: [[[1]]]

    Source:
        CWE-674: uncontrolled recursion; YAML readers have been stopped by deep input.
    """


class NotUtf8:
    """
    The file is not encoded in UTF-8.

    What it does:
        Names the first byte that is no UTF-8, and refuses UTF-16 and UTF-32.

    Why:
        In another encoding a name like Jørgen reads differently on another machine.

    Wrong:

        title: Kundeservice i <byte D8>rsta

    Right:

        title: Kundeservice i Ørsta

    Source:
        RFC 3629.
    """


class NotARegularFile:
    """
    The file is a link, a folder, a pipe or a device, or cannot be read.

    What it does:
        Opens only regular files, and never follows a link.

    Why:
        A link in a pull request can show a file of the machine that checks it.

    Wrong:

        <link to elsewhere.yaml>

    Right:

        title: Office hours

    Source:
        CWE-59: improper link resolution before file access.
    """
