"""The language server: what editors ask, answered with the findings of the engine.

``aboveboard server`` runs it.  Only :mod:`aboveboard.server.app` and what makes protocol values
import pygls and lsprotocol, which the extra ``server`` brings.
"""
