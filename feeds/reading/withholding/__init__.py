"""Withholding: whom a text names, who of them is public, and what else would tell who somebody is."""
