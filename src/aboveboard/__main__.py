"""``python -m aboveboard``."""

import sys

from aboveboard.cli import main

if __name__ == "__main__":
    sys.exit(main())
