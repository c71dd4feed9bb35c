"""Fixes: edits of the source that settle a finding."""
