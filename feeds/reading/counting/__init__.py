"""Counting the persons arrested, charged and sentenced: who is spoken of, what is done to them, and how many they are."""
