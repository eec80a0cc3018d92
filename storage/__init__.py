"""What we remember. Imports the nouns of ``feeds`` only."""
