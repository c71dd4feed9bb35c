"""Matchers: one module for each kind of rule.  They see passages, never source text."""
