"""Places: which stand in a text, which are spoken of, and in which region, where that is certain."""
