from __future__ import annotations

import sys
from pathlib import Path

# The little rulebook of the bad files serves here too.
sys.path.append(str(Path(__file__).parent.parent / "rule_errors"))
