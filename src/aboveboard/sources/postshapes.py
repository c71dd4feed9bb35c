"""Where in a file of data the posts are.

The forms of known tools are data, ``data/post-shapes.yaml``.  Without one of these, an object
is a post if it has a text under a name that is known to hold copy: alone, in a list, or in a
list below a name such as ``posts``.  A configuration file has none, and so no posts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from aboveboard.facts import read_fact
from aboveboard.rulebook.yamlfile import Node, read_data
from aboveboard.sources.blocks import has_copy
from aboveboard.sources.options import ReadOptions
from aboveboard.sources.postfields import fields, joined
from aboveboard.sources.roles import Preset, Roles, squeezed

__all__ = ["Found", "Shape", "find_posts", "shapes"]

_LOOKED_AT = 20  # objects of a list; those of one file are alike
_FIELDS = 500  # of an object that are looked at to know its form
_DEEP = 3
_WORDS = 3  # a text that stands in a list by itself is copy from so many words on
_OWN = frozenset({"body", "headline", "subject"})
"""Parts that make an object a post; a title or description has everything."""


@dataclass(frozen=True, slots=True)
class Found:
    """A post: its node, and the objects around it with their paths, outermost first.

    ``alone`` is True for a post that is the whole file; ``without`` are names below it that
    belong to other posts.
    """

    node: Node
    path: str
    around: tuple[tuple[str, Node], ...] = ()
    alone: bool = False
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """The form of one tool's data; see ``data/post-shapes.yaml``."""

    name: str
    posts: tuple[str, ...]
    has: tuple[str, ...]
    preset: Preset
    around: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Data:
    lists: frozenset[str]
    shapes: Mapping[str, Shape]


@cache
def _data() -> _Data:
    raw = read_data("post-shapes.yaml")
    return _Data(
        frozenset(squeezed(name) for name in raw["lists"]),
        {entry["name"]: _shape(entry) for entry in raw["shapes"]},
    )


def _shape(entry: Mapping[str, Any]) -> Shape:
    preset = Preset(
        entry["name"],
        entry["title"],
        frozenset(),
        columns={squeezed(path): role for path, role in entry["roles"].items()},
        html=frozenset(entry.get("html", ())),
        facts={name: read_fact(name, value) for name, value in entry.get("facts", {}).items()},
    )
    steps = tuple(entry["posts"].split(".")) if entry["posts"] else ()
    around = frozenset(squeezed(key) for key in entry.get("around", ()))
    return Shape(entry["name"], steps, tuple(entry["has"]), preset, around)


def shapes() -> Mapping[str, Shape]:
    """Every form of a known tool by its name."""
    return _data().shapes


# --- ways through the data ----------------------------------------------------------------


def _follow(found: Found, steps: Sequence[str]) -> Iterator[Found]:
    """What stands at the end of ``steps`` below an object; ``[]`` is every item."""
    pending = [(found, 0)]
    while pending:
        here, done = pending.pop()
        if done == len(steps):
            yield here
            continue
        step = steps[done]
        key = step.rstrip("[]")
        node: Node | None = here.node
        path = here.path
        around = here.around
        if key:
            around = (*around, (path, here.node))
            node = next(
                (v for k, v in here.node.pairs() if squeezed(k.text) == squeezed(key)), None
            )
            path = joined(path, key)
        if node is None:
            continue
        if "[]" in step:
            pending += [
                (Found(item, f"{path}[]", around), done + 1) for item in reversed(node.items())
            ]
        else:
            pending.append((Found(node, path, around), done + 1))


def _groups(root: Node) -> Iterator[tuple[list[Found], str]]:
    """What may be posts, in groups that are alike, with the key each group stands below."""
    if root.kind == "list":
        yield [Found(item, "[]") for item in root.items()], ""
        return
    level = [Found(root, "", alone=True)]
    for _ in range(_DEEP):
        inner = []
        for found in level:
            around = (*found.around, (found.path, found.node))
            for key, value in found.node.pairs():
                path = joined(found.path, key.text)
                if squeezed(key.text) not in _data().lists:
                    continue
                if value.kind == "list" and any(i.kind != "list" for i in value.items()):
                    yield [Found(item, f"{path}[]", around) for item in value.items()], path
                elif value.kind == "mapping":
                    inner.append(Found(value, path, around))
        level = inner


def _objects(root: Node) -> Iterator[list[Found]]:
    """Single objects that may be posts, the file's own first, and objects by their names."""
    level = [Found(root, "", alone=True)]
    for _ in range(_DEEP):
        yield level
        level = [
            Found(value, joined(found.path, key.text), (*found.around, (found.path, found.node)))
            for found in level
            for key, value in found.node.pairs()
            if value.kind == "mapping" and squeezed(key.text) in _data().lists
        ]


# --- posts --------------------------------------------------------------------------------


def _is_post(node: Node, find: _Search, without: Sequence[str] = ()) -> bool:
    """Whether an object, or a text in a list, is a post by itself."""
    if node.kind == "text":
        return len(node.text.split()) >= _WORDS and isinstance(find.plain(node), str)
    for name, value in fields(node, without):
        role = find.roles.of(name)
        if role is not None and role.kind == "part" and role.name in _OWN:
            # In a list of patterns or names nothing has a space: "content": ["./src/**"].
            texts = [t for t in value.items() if " " in t.text] if value.items() else [value]
            for text in texts:
                if (
                    text.kind == "text"
                    and has_copy(text.text)
                    and isinstance(find.plain(text), str)
                ):
                    return True
    return False


def _has_shape(names: frozenset[str], shape: Shape) -> bool:
    return all(
        any(name.startswith(squeezed(path)) for name in names)
        if path.endswith(".")
        else squeezed(path) in names
        for path in shape.has
    )


class _Search(NamedTuple):
    """What is looked for: the user's word, and what names mean."""

    options: ReadOptions
    roles: Roles
    plain: Callable[[Node], Any]


def find_posts(
    root: Node, options: ReadOptions, roles: Roles, plain: Callable[[Node], Any]
) -> tuple[Shape | None, list[Found]]:
    """The posts in ``root``, and the form of the tool that wrote them if it is known.

    A key path of the user's goes before everything else.
    """
    given = _by_paths(root, options)
    if given:
        return None, given
    shape, found = _by_shape(root, options)
    return (shape, found) if found else (None, _by_names(root, _Search(options, roles, plain)))


def _by_paths(root: Node, options: ReadOptions) -> list[Found]:
    """The posts that the user's key paths lead to: the objects behind the last ``[]``."""
    for path in sorted(options.columns.values(), key=lambda path: -path.count("[]")):
        if "[]" not in path:
            break
        steps = path.split(".")
        last = max(index for index, step in enumerate(steps) if "[]" in step)
        if root.kind == "list" and steps[0] != "[]":
            steps, last = ["[]", *steps], last + 1
        way = _follow(Found(root, ""), steps[: last + 1])
        found = [one for one in way if one.node.kind != "list"]
        if found:
            return found
    return []


def _by_shape(root: Node, options: ReadOptions) -> tuple[Shape | None, list[Found]]:
    wanted = shapes().get(options.preset or "")
    names: dict[int, frozenset[str]] = {}  # of the objects that were looked at
    for group in (*_objects(root), *(group for group, _ in _groups(root))):
        sample = list(islice((f for f in group if f.node.kind == "mapping"), _LOOKED_AT))
        for shape in [wanted] if wanted else shapes().values():
            for post in (post for found in sample for post in _follow(found, shape.posts)):
                if id(post.node) not in names:
                    some = islice(fields(post.node), _FIELDS)
                    names[id(post.node)] = frozenset(squeezed(name) for name, _ in some)
                if _has_shape(names[id(post.node)], shape):
                    return shape, [p for found in group for p in _follow(found, shape.posts)]
    return None, []


def _by_names(root: Node, find: _Search) -> list[Found]:
    for group, key in _groups(root):
        if any(_is_post(found.node, find) for found in group):
            # What stands beside the list may be a post too: a mail with its teasers.
            if root.kind == "mapping" and _is_post(root, find, (key,)):
                return [Found(root, "", alone=True, without=(key,)), *group]
            return group
    # {"instagram": {"caption": ...}, "x": {"text": ...}}: one post under each name.
    inner = [Found(v, k.text, (("", root),)) for k, v in root.pairs() if v.kind == "mapping"]
    if 1 < len(inner) == len(root.pairs()) and all(_is_post(one.node, find) for one in inner):
        return inner
    for group in _objects(root):
        found = [one for one in group if one.node.kind != "text" and _is_post(one.node, find)]
        if found:
            return found
    return []
