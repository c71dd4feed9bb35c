"""A linter for manipulative ad and post copy."""

__version__ = "0.1.0.dev0"
