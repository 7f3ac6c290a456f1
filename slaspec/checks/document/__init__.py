"""Rules on documents: ids, references between documents, and the dates of the term."""
