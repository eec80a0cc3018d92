"""The only door to the outside for feeds."""
