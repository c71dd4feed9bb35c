"""Suppressions written in place: where each can stand, and the proof that it does its work."""
