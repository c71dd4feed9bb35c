"""The results of files, taken from the cache where they are there, and put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from pathlib import PurePath

from aboveboard.cache import Cache
from aboveboard.document import Document, Problem, Source
from aboveboard.findings import Finding
from aboveboard.inputs import documents_in
from aboveboard.madewith import program_digest
from aboveboard.report import RuleInfo
from aboveboard.results import Kept, UnfitError, decoded, encoded, file_key, settings_key
from aboveboard.settings import Excuse, Settings
from aboveboard.sources import SUFFIXES
from aboveboard.sources.encoding import UnreadableError, decode
from aboveboard.sources.options import ReadOptions

__all__ = ["ResultCache"]

LARGEST = 10_000_000
"""Characters of the largest result of a file that is kept."""

SPACE = 100_000_000
"""Bytes that all results may take."""

_LOOK = 256  # of so many results that are written, one looks whether there are too many


class ResultCache:
    """Goes between reading files and checking documents.

    :meth:`items` gives what is known of a file, or else its documents; of these the caller says
    with :meth:`add`, one after the other and before it asks for the next, what became of them.

    ``rulebook`` names the rulebook by its content, ``settings_of`` are the settings of a path and
    ``info_of`` is what a report says of the rules of some findings.
    """

    def __init__(
        self,
        cache: Cache,
        rulebook: str,
        settings_of: Callable[[str], Settings],
        info_of: Callable[[Iterable[Finding]], dict[str, RuleInfo]],
    ) -> None:
        self._cache = cache
        self._rulebook = rulebook.encode()
        self._settings_of = settings_of
        self._info_of = info_of
        self._keys: dict[tuple[int, tuple[Excuse, ...]], tuple[Settings, bytes]] = {}
        self._open: _Record | None = None
        self._crowded = False
        self.rules: dict[str, RuleInfo] = {}
        """What a report says of the rules found in files that were known."""

    def items(
        self, data: bytes, name: str, options: ReadOptions
    ) -> Iterator[Document | Problem | Kept]:
        """What is known of the file ``name`` with these bytes, else its documents."""
        # A workbook is no text that findings could point into.
        if PurePath(name).suffix.lower() not in SUFFIXES:
            yield from documents_in(data, name, options)
            return
        settings = self._settings_of(name)
        excuses = tuple(excuse for excuse in settings.excuses if excuse.fits(name))
        try:
            key = file_key(
                data,
                program_digest(),
                self._rulebook,
                self._said(settings, excuses),
                repr([getattr(options, field.name) for field in fields(options)]).encode(),
                name.encode("utf-8", "surrogatepass"),
            )
        except TypeError:
            yield from documents_in(data, name, options)
            return
        entry = f"result-{key}.json"

        def read() -> Source:
            return Source(decode(data, options.encoding))

        kept = self._cache.use(entry)
        if kept is not None:
            try:
                result = decoded(kept, name, read, excuses)
            except (UnfitError, UnreadableError):
                pass  # somebody else's: it is made anew
            else:
                self.rules |= {rule.id: rule for rule in result.rules}
                yield from result.items
                return
        record = self._open = _Record(name, excuses)
        for item in documents_in(data, name, options):
            record.expect(item)
            yield item
        self._open = None
        found = record.finished(read, self._info_of)
        if found is not None:
            self._cache.write(entry, found)
            self._crowded |= int(key[:8], 16) % _LOOK == 0

    def add(self, kept: Kept, *, in_time: bool) -> None:
        """What became of the last document; ``in_time`` as :class:`~aboveboard.engine.Checked`."""
        if self._open is not None:
            self._open.add(kept, in_time=in_time)

    def close(self) -> None:
        """Remove what is too much, now and then."""
        if self._crowded:
            self._crowded = False
            self._cache.shrink(SPACE)

    def _said(self, settings: Settings, excuses: tuple[Excuse, ...]) -> bytes:
        place = (id(settings), excuses)
        if place not in self._keys:  # with the settings, so that no others get their id
            self._keys[place] = settings, settings_key(settings, excuses)
        return self._keys[place][1]


class _Record:
    """The result of a file in the making; of one that becomes too large nothing is left."""

    def __init__(self, name: str, excuses: tuple[Excuse, ...]) -> None:
        self._name = name
        self._excuses = excuses
        self._source: Source | None = None
        self._pieces: list[str] = []
        self._size = 0
        self._waiting = False
        self._fit = True
        self._first: dict[str, Finding] = {}

    def expect(self, item: Document | Problem) -> None:
        """A document comes next, of which the result will be added; or a problem."""
        if self._waiting:
            self._fit = False  # somebody reads ahead: it cannot be told what belongs to what
        if isinstance(item, Problem):
            self._put(item)
        else:
            self._waiting = True

    def add(self, kept: Kept, *, in_time: bool) -> None:
        """The result of the document."""
        if not self._waiting or kept.result.name != self._name or not in_time:
            self._fit = False
        self._waiting = False
        for finding in kept.findings:
            self._first.setdefault(finding.rule_id, finding)
        self._put(kept)

    def _put(self, item: Kept | Problem) -> None:
        if not self._fit:
            return
        if isinstance(item, Kept) and self._source is None:
            self._source = _source_of(item)
        try:
            piece = encoded(item, self._source or Source(""), self._excuses)
        except UnfitError:
            self._fit = False
        else:
            self._pieces.append(piece)
            self._size += len(piece)
            self._fit = self._size <= LARGEST
        if not self._fit:
            self._pieces.clear()

    def finished(
        self,
        read: Callable[[], Source],
        info_of: Callable[[Iterable[Finding]], dict[str, RuleInfo]],
    ) -> bytes | None:
        """The whole, or None where it cannot be kept."""
        if not self._fit or self._waiting:
            return None
        if self._source is not None and self._source != read():
            return None  # a reader that changes its text: nothing would be found in it again
        rules = info_of(self._first.values()).values()
        said = [encoded(rule, Source(""), ()) for rule in rules]
        return "\n".join([f"[{','.join(said)}]", *self._pieces]).encode()


def _source_of(kept: Kept) -> Source | None:
    """The text that findings and traces point into, where something does."""
    if kept.findings:
        return kept.findings[0].source
    return kept.trace.entries[0].spot.source if kept.trace and kept.trace.entries else None
