"""When to ask a feed again, and what of its news may be told. Pure."""
