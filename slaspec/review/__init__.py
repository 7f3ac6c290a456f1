"""Two revisions of a book: what changed, what stands behind it, what it may cost."""
