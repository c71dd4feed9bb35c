"""Link forms and disclosure labels, which only lexicons hold."""

from __future__ import annotations

from urllib.parse import quote

from aboveboard.latepattern import late_pattern
from aboveboard.matchers.links import LinkForms, parse_form
from aboveboard.matchers.wording import SLOTS, label_fact
from aboveboard.normalise import normalise
from aboveboard.rulebook.checks.subject import Check, Subject
from aboveboard.rulebook.mark import Phrase
from aboveboard.suggest import did_you_mean
from aboveboard.text import View

__all__ = ["CHECKS"]

_SLOT = late_pattern(r"\{([\w.-]+)\}")
_ORDINARY = (
    "https://example.com/",
    "https://www.museum.example/visit?day=monday",
    "https://shop.example.org/products/mug?colour=blue&size=2",
    "https://news.example.net/2026/11/storm.html?utm_source=newsletter",
)
"""Links that no form should fit all of."""


def link_forms(subject: Subject) -> None:
    """A link form can be read, fits what it describes, and does not fit every link."""
    if subject.lexicon is None:
        return
    seen: dict[str, Phrase] = {}
    for forms in subject.lexicon.links.values():
        for form in forms:
            first = seen.setdefault(form.text.lower(), form)
            if first is not form:
                subject.warn(
                    form.mark,
                    f"'{form.text}' stands already in line {first.mark.line}",
                    "remove one",
                )
            _judge(subject, form)


def _judge(subject: Subject, form: Phrase) -> None:
    hint = "write host/path?parameter=value, each piece optional, without https://"
    if "://" in form.text or any(char.isspace() for char in form.text):
        subject.error(form.mark, f"'{form.text}' is no link form", hint)
        return
    try:
        forms = LinkForms([parse_form(form.text)])
    except ValueError as error:
        subject.error(form.mark, str(error), "name a host, or a parameter")
        return
    if all(forms.fits(link) for link in _ORDINARY):
        subject.error(form.mark, f"'{form.text}' fits every link", "say more of the link")
    elif not forms.fits(_instance(form.text)):
        subject.error(
            form.mark,
            f"'{form.text}' fits no link, not even {_instance(form.text)}",
            "* may stand in a host or in a value, and a host has a dot in it",
        )


def _instance(form: str) -> str:
    """A link of the form: ``*`` becomes a word, what is left out something ordinary."""
    place, mark, query = form.strip().replace("*", "x1").partition("?")
    host, slash, path = place.partition("/")
    name, equals, value = query.partition("=")
    tail = f"?{quote(name)}={quote(value if equals and value else '1')}" if mark else ""
    return f"https://{host or 'example.com'}/{path if slash else ''}{tail}"


def links_readable(subject: Subject) -> None:
    """A link form must be one that the matcher can take."""
    if subject.lexicon is None:
        return
    for forms in subject.lexicon.links.values():
        for form in forms:
            try:
                parse_form(form.text)
            except ValueError as error:
                subject.error(form.mark, str(error), "name a host, or a parameter")


def labels(subject: Subject) -> None:
    """A wording has one grade in a jurisdiction."""
    if subject.lexicon is None:
        return
    for jurisdiction, grades in subject.lexicon.labels.items():
        seen: dict[str, tuple[str, Phrase]] = {}
        for grade, wordings in grades.items():
            for wording in wordings:
                key = normalise(View(_SLOT.sub(r"<\1>", wording.text))).text.lower()
                first_grade, first = seen.setdefault(key, (grade, wording))
                if first is wording:
                    continue
                if first_grade == grade:
                    subject.warn(
                        wording.mark,
                        f"'{wording.text}' stands already in line {first.mark.line}",
                        "remove one",
                    )
                else:
                    subject.error(
                        wording.mark,
                        f"'{wording.text}' is '{first_grade}' in line {first.mark.line} "
                        f"and '{grade}' here, both for {jurisdiction}",
                        "keep one",
                    )
            _no_word(subject, wordings)


def _no_word(subject: Subject, wordings: tuple[Phrase, ...]) -> None:
    """A wording holds a word, or is a fact's name in braces."""
    for wording in wordings:
        plain = _SLOT.sub("", wording.text)
        if not label_fact(wording.text) and not any(char.isalnum() for char in plain):
            subject.error(wording.mark, f"'{wording.text}' holds no word", "remove it")


def label_slots(subject: Subject) -> None:
    """What stands in braces in a label is known, or a lexicon of phrases."""
    if subject.lexicon is None:
        return
    known = subject.rulebook.lexicons
    for grades in subject.lexicon.labels.values():
        for wording in (each for wordings in grades.values() for each in wordings):
            if label_fact(wording.text):
                continue
            for name in _SLOT.findall(wording.text):
                if name in SLOTS or f"lexicons/{name}" in subject.rulebook.unread:
                    continue
                if name not in known:
                    said = f"there is no lexicon '{name}' for '{{{name}}}' to stand for"
                    subject.error(wording.mark, said, did_you_mean(name, [*SLOTS, *known]))
                elif not known[name].words.phrases:
                    subject.error(
                        wording.mark,
                        f"'{name}' holds no phrases for '{{{name}}}' to stand for",
                        f"see {known[name].path}",
                    )


CHECKS = (
    Check("link-readable", "link forms that cannot be read", links_readable, sound=True),
    Check("link-form", "link forms that fit no link, or every link", link_forms),
    Check("label", "labels that stand twice, or with two grades", labels),
    Check("label-slots", "labels with braces that stand for nothing", label_slots, sound=True),
)
"""The checks of this module."""
