"""Regular expressions read for the words that a text must hold for them to match."""
