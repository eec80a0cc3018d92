"""Reading money: how much, in which role, for how long, from whom and for whom."""
