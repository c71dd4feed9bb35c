"""Across documents: what the posts of one offer say together, and where they contradict."""
