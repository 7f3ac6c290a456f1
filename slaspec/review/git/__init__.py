"""Two revisions as books: read through the `git` command, without a checkout."""
