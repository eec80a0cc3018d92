"""Parsing in a process that can be killed: `pool` asks, `child` answers, `message` is what passes between them."""
