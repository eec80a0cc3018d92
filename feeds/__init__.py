"""What publishers say, and what we read in it. Imports nothing of ours."""
