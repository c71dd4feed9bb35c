"""The markup of the calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from aboveboard.reporters.html.calendar import DAYS, Day, Month, months
from aboveboard.reporters.html.markup import Child, Html, tag
from aboveboard.reporters.html.model import Post, moment_of
from aboveboard.reporters.html.words import LINKED, SIGNS, STATUS_WORDS
from aboveboard.reporters.summary import counted
from aboveboard.reporters.visible import one_line

__all__ = ["calendar_section"]

_MOST = 8  # posts of a day that are shown one by one


def calendar_section(posts: Sequence[Post]) -> Html | None:
    """The months of a schedule, or nothing where no post has a date."""
    found = months(posts)
    if not found:
        return None
    undated = sum(post.is_document and post.day is None for post in posts)
    legend = [
        tag("li", tag("span", SIGNS[s], class_=f"dot {s}", aria_hidden="true"), f" {words}")
        for s, words in STATUS_WORDS.items()
    ]
    linked = tag("span", LINKED, class_="sign", aria_hidden="true")
    legend.append(tag("li", linked, " linked with another post"))
    return tag(
        "section",
        tag("h2", "Calendar", id="calendar-title"),
        tag("ul", legend, class_="legend"),
        tag("div", [_month(month) for month in found], class_="months"),
        tag("p", f"{counted(undated, 'other')} without a date.") if undated else None,
        id="calendar",
        aria_labelledby="calendar-title",
    )


def _month(month: Month) -> Html:
    head = [tag("th", tag("abbr", day[:3], title=day), scope="col") for day in DAYS]
    weeks = [tag("tr", [_day(month, day) for day in week]) for week in month.weeks]
    return tag(
        "table",
        tag("caption", f"{month.first:%B %Y}"),
        tag("thead", tag("tr", head)),
        tag("tbody", weeks),
        class_="month",
    )


def _day(month: Month, day: Day) -> Html:
    if day.number is None:
        return tag("td", class_="outside")
    moment = month.first.replace(day=day.number).isoformat()
    number = tag("time", day.number, datetime=moment, class_="day")
    if not day.posts:
        return tag("td", number, class_="quiet")
    dots = [_dot(post) for post in day.posts] if len(day.posts) <= _MOST else _counts(day.posts)
    return tag("td", number, tag("ul", [tag("li", dot) for dot in dots]))


def _dot(post: Post) -> Html:
    partners = _partners(post)
    day, clock = moment_of(post.published)
    said = [one_line(post.name), f"{day} {clock}".strip(), post.platform, STATUS_WORDS[post.status]]
    if post.notes:
        said.append(counted(len(post.notes), "finding"))
    if partners:
        said.append(f"linked with {counted(len(partners), 'post')}")
    words = ", ".join(word for word in said if word)
    return tag(
        "a",
        tag("span", SIGNS[post.status], aria_hidden="true"),
        tag("span", LINKED, aria_hidden="true", class_="linked") if partners else None,
        href=f"#post-{post.number}",
        class_=f"dot {post.status}",
        title=words,
        aria_label=words,
        data_post=f"post-{post.number}",
        data_with=" ".join(f"post-{number}" for number in partners) or None,
    )


def _partners(post: Post) -> list[int]:
    outgoing = [other for note in post.notes for other in note.others]
    numbers = [other.number for other in (*outgoing, *post.incoming)]
    return list(dict.fromkeys(number for number in numbers if number is not None))


def _counts(posts: Sequence[Post]) -> list[Child]:
    """So many of each status, each with the way to the first of them."""
    counts = Counter(post.status for post in posts)
    first = {post.status: post for post in reversed(posts)}
    return [
        tag(
            "a",
            tag("span", SIGNS[status], aria_hidden="true"),
            f" {counts[status]:,}",
            href=f"#post-{first[status].number}",
            class_=f"dot many {status}",
            aria_label=f"{counted(counts[status], 'post')}: {STATUS_WORDS[status]}",
        )
        for status in STATUS_WORDS
        if counts[status]
    ]
