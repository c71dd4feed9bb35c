"""The rulebook: rules, lexicons and provisions, read from YAML and checked."""
