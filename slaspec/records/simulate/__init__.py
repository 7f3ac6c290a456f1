"""Records that did not happen: stories in our words, written as a source would write them."""
