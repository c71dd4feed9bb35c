"""``--timings``: what each rule costs, for those who write rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from aboveboard.timings import Timings

__all__ = ["show_timings"]


def show_timings(timings: Timings) -> None:
    """Print seconds, share and tries of each rule to standard error, the dearest first.

    The share is that of all rules together; reading, claims and the screen, which says where a rule
    is tried at all, are not in it.
    """
    rows = timings.rows()
    total = sum(seconds for _, seconds, _ in rows)
    click.echo(f"{'seconds':>9}  {'share':>6}  {'tries':>7}  rule", err=True)
    for rule_id, seconds, tries in rows:
        share = seconds / total if total else 0
        click.echo(f"{seconds:9.4f}  {share:6.1%}  {tries:>7,}  {rule_id}", err=True)
    click.echo(f"{total:9.4f}  in all", err=True)
