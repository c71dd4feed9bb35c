"""The checks of ``aboveboard rules check``, by what they look at."""
