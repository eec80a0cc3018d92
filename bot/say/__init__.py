"""Records to words: what a digest says, in French and in English. Pure."""
