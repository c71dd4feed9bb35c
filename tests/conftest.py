from __future__ import annotations

from collections.abc import Callable

import pytest
from golden import assert_golden
from hypothesis import settings

settings.register_profile("aboveboard", deadline=None)
settings.load_profile("aboveboard")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden("golden/name.txt", text)``: compare with a file beside the test module."""
    return lambda name, text: assert_golden(request.path.parent / name, text)
