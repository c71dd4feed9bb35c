"""The markup of what stands above a post, and of the line that is left of a folded one."""

from __future__ import annotations

from aboveboard.reporters.html.markup import Child, Html, tag
from aboveboard.reporters.html.model import Post, moment_of
from aboveboard.reporters.html.words import SIGNS, STATUS_WORDS
from aboveboard.reporters.visible import one_line

__all__ = ["heading", "opening"]

_OPENING = 110  # characters


def heading(post: Post) -> Html:
    """What a post is, and what becomes of it."""
    day, clock = moment_of(post.published)
    said: list[Child] = [
        tag("h3", tag("bdi", _capital(one_line(post.name))), id=f"name-{post.number}"),
        tag(
            "span",
            tag("span", SIGNS[post.status], aria_hidden="true", class_="sign"),
            " " + STATUS_WORDS[post.status],
            class_=f"status {post.status}",
        ),
    ]
    if day:
        moment = tag("time", day, " " + clock if clock else None, datetime=_machine(post))
        said.append(tag("span", moment, class_="fact"))
    said += [tag("bdi", one_line(v), class_="fact") for v in (post.platform, post.account) if v]
    return tag("div", said, class_="head")


def _capital(name: str) -> str:
    """``Row 4`` where a line begins; names of files stay as they are."""
    return name[:1].upper() + name[1:] if name.startswith(("row ", "post ")) else name


def _machine(post: Post) -> str:
    return post.published.isoformat() if post.published is not None else ""


def opening(post: Post) -> Html:
    """The first words of a post that is folded."""
    said = ""
    for part in post.parts:
        for block in part.blocks:
            said += " " + "".join(segment.text for segment in block.segments)
            if len(said) > _OPENING:
                break
    said = one_line(" ".join(said[: 2 * _OPENING].split()))
    if len(said) > _OPENING:
        said = said[: _OPENING - 1].rstrip() + "\u2026"
    return tag("span", said, class_="opening", dir="auto")
