"""Counting persons arrested, charged and sentenced: who is spoken of, what is done to them, how many they are."""
