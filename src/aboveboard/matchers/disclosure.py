"""Whether a document's labels tell readers of a connection, where they are asked to.

Each selected jurisdiction must be satisfied.  With none selected, any label that goes
somewhere will do, and only its absence, its place and its disguise are judged.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from aboveboard.matchers.causes import absent, cause_name, is_hard
from aboveboard.matchers.jurisdictions import END_OF_ROW, SAME_LANGUAGE, country, name
from aboveboard.matchers.labels import ANYWHERE, Label, LabelSet
from aboveboard.matchers.placement import is_before_links, is_in_language, is_seen
from aboveboard.passage import LINKS, Match, Reading
from aboveboard.rulebook.mark import Phrase

__all__ = ["DisclosureJudge", "Met", "Terms"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the run asks for: whose law, and how much of a post its platform shows.

    ``fold`` counts visible characters, or is None where the platform or its fold is unknown.
    ``components`` are names of template components that render a disclosure.
    """

    jurisdictions: tuple[str, ...] = ()
    fold: int | None = None
    components: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Met:
    """What is asked for is there, or is not asked for after all.

    ``kind`` is ``label`` (``match``, for ``jurisdiction`` if there is one), ``words`` (``match``),
    ``link`` (``match``, of a link or a component's name), ``component`` (its name in ``text``),
    ``fact`` (``text``), ``no-tie`` (the fact in ``text``) or ``denied`` (``match``, of words that
    deny a tie that nothing but words speaks of).
    """

    kind: str
    match: Match | None = None
    text: str = ""
    jurisdiction: str = ""


class DisclosureJudge:
    """Judges the labels of one lexicon; ``where`` may ask for them before the links."""

    def __init__(self, labels: LabelSet, where: str) -> None:
        self._labels = labels
        self._where = where
        self._of_connection = labels.fact == "platform-label"

    def judge(
        self, reading: Reading, terms: Terms, causes: Sequence[Match]
    ) -> Match | tuple[Met, ...]:
        """What is wrong with the labels that ``causes`` make necessary, or what is right."""
        connection = reading.facts.get("connection")
        if self._of_connection and connection in {"owner", "none"}:
            # The words of an owner, or of someone without a tie, are no sign of one; nor are the
            # links of an owner, who sells by them.
            causes = [
                cause
                for cause in causes
                if is_hard(cause) and not (connection == "owner" and _only_links([cause]))
            ]
            if not causes:
                return (Met("no-tie", text=f"connection: {connection}"),)
        found = [label for label in self._labels.find(reading) if not label.quoted]
        labels = [label for label in found if not label.denied]
        if _only_links(causes):
            # "A former Corvane employee" says nothing of the links.
            labels = [label for label in labels if not label.is_personal]
        denials = [label for label in found if label.denied]
        for denial in denials:
            match = self._judge_denial(denial, labels, causes, reading, terms)
            if match is not None:
                return match
        if denials and not any(is_hard(cause) for cause in causes):
            # "not sponsored, @brand sent it": a gift that is spoken of
            return (Met("denied", _match(denials[0])),)
        rendered = [c for c in reading.components if self._discloses(c.name, terms)]
        shown = [component for component in rendered if not component.promised]
        if shown:
            return (Met("component", text=shown[0].name),)
        fact = self._labels.fact
        if reading.facts.get(fact) and not terms.jurisdictions:
            return (Met("fact", text=f"{fact}: true"),)
        met = []
        for jurisdiction in terms.jurisdictions or ("",):
            ruling = self._judge_in(jurisdiction, labels, reading, terms, causes)
            if isinstance(ruling, Match):
                return _softened(ruling) if rendered else ruling
            met.append(ruling)
        return tuple(met)

    def _discloses(self, component: str, terms: Terms) -> bool:
        """Whether a component renders a label of this lexicon's kind."""
        is_of_ai = component.startswith("ai-")
        return component in terms.components and is_of_ai is not self._of_connection

    def _judge_denial(
        self,
        denial: Label,
        labels: Sequence[Label],
        causes: Sequence[Match],
        reading: Reading,
        terms: Terms,
    ) -> Match | None:
        """What contradicts a link that earns, or a fact; a mention of a brand is neither."""
        hard = [c for c in causes if is_hard(c) and (c.values or not denial.of_gifts)]
        if not hard:
            return None
        paid = not self._of_connection or reading.facts.get("connection") == "paid"
        if not paid and any(label.goes_somewhere for label in labels):
            return None  # "not sponsored, but the links are affiliate links" says how it is
        place = self._place((terms.jurisdictions or ("",))[0], self._enough(reading, causes))
        return _of_label(denial, "contradicted", found=cause_name(hard[0]), **place)

    def _place(self, jurisdiction: str, enough: Collection[str]) -> dict[str, str]:
        """What a message says of a jurisdiction."""
        return {
            "jurisdiction": name(jurisdiction),
            "others": self._what_would_do(jurisdiction, enough),
            "accepted": self._accepted(jurisdiction, enough)[0],
        }

    # ------------------------------------------------------------ wording

    def _judge_in(
        self,
        jurisdiction: str,
        labels: Sequence[Label],
        reading: Reading,
        terms: Terms,
        causes: Sequence[Match],
    ) -> Match | Met:
        """What is wrong, or right, in one jurisdiction; an empty one stands for none selected."""
        enough = self._enough(reading, causes)
        place = self._place(jurisdiction, enough)
        is_listed = self._is_listed(jurisdiction)
        fact = reading.facts.get(self._labels.fact)
        if fact:
            by_fact = _grade(self._labels.fact_grades, jurisdiction)
            if by_fact in enough or not (is_listed or by_fact):
                return Met("fact", text=f"{self._labels.fact}: true", jurisdiction=jurisdiction)
        if is_listed:
            good = [label for label in labels if label.grade(jurisdiction) in enough]
        elif ANYWHERE in self._labels.lexicon.labels and not self._labels.jurisdictions:
            good = [label for label in labels if label.grade(ANYWHERE) in enough]
        else:
            good = [label for label in labels if label.goes_somewhere_for(enough)]
        if good:
            return self._judge_place(good, jurisdiction, reading, terms, causes, place)
        near = self._nearest(jurisdiction, labels, causes)
        if near is not None:
            outcome = "disguised" if near.disguised else "weak"
            whole = next((cause for cause in causes if _holds(cause, near)), None)
            if whole is not None:
                values = {"label": whole.text, **place}
                return Match(whole.passage, whole.start, whole.end, outcome, values)
            return _of_label(near, outcome, **place)
        match = absent(causes, place)
        if fact:
            values = {**match.values, "label": "the platform's own label"}
            return Match(match.passage, match.start, match.end, "weak", values)
        return match

    def _is_listed(self, jurisdiction: str) -> bool:
        """Whether the lexicon has a list for a jurisdiction or for its country."""
        known = self._labels.jurisdictions
        return bool(jurisdiction) and (jurisdiction in known or country(jurisdiction) in known)

    def _enough(self, reading: Reading, causes: Sequence[Match]) -> set[str]:
        """The grades that are enough for what is known of the connection."""
        connection = reading.facts.get("connection")
        if not self._of_connection:
            return {"accept"}
        if connection == "affiliate" or _only_links(causes):
            return {"accept", "affiliate"}
        if connection == "gifted":
            return {"accept", "gift"}
        if connection is not None:
            return {"accept"}
        return {"accept", "gift", "affiliate", "prize"}

    @staticmethod
    def _nearest(
        jurisdiction: str, labels: Sequence[Label], causes: Sequence[Match]
    ) -> Label | None:
        """The label that comes nearest to what is wanted, if one was meant as a label at all."""

        only_links = _only_links(causes)

        def rank(label: Label) -> int | None:
            grade = label.grade(jurisdiction) if jurisdiction else None
            if any(_overlaps(label, cause) for cause in causes):
                return 0  # it is itself what makes a label necessary
            if grade is not None and grade != "reject":
                return 0
            if label.goes_somewhere or label.disguised:
                return 1
            if grade == "reject" and not only_links:
                return 2 if label.text.startswith("#") or " " in label.text else None
            return None

        ranked = [(rank(label), label) for label in labels]
        best = min((r for r, _ in ranked if r is not None), default=None)
        return next((label for r, label in ranked if r == best), None) if best is not None else None

    def _what_would_do(self, jurisdiction: str, enough: Collection[str]) -> str:
        """A few labels that would be accepted, to be named in a message."""
        *others, last = [f'"{text}"' for text in self._accepted(jurisdiction, enough)]
        return f"{', '.join(others)} or {last}" if others else last

    def _accepted(self, jurisdiction: str, enough: Collection[str]) -> list[str]:
        """A few labels that would be accepted, the usual one first."""
        lists = self._labels.lexicon.labels
        fallback = "us" if self._labels.jurisdictions else ANYWHERE
        places = (jurisdiction, country(jurisdiction), fallback)
        by_grade = next((lists[place] for place in places if place in lists), {})
        texts = _plain_texts(by_grade.get("accept", ()))
        if "affiliate" in enough and "gift" not in enough:
            texts = _plain_texts(by_grade.get("affiliate", ()))[:1] + texts
        return texts[:3] or ["Ad"]

    # ------------------------------------------------------------ place

    def _judge_place(
        self,
        labels: Sequence[Label],
        jurisdiction: str,
        reading: Reading,
        terms: Terms,
        causes: Sequence[Match],
        place: dict[str, str],
    ) -> Match | Met:
        """Whether one of the labels that would do also stands where it must and can be read."""
        plain = [label for label in labels if not label.disguised]
        if not plain:
            return _of_label(labels[0], "disguised", **place)
        in_time = [
            label
            for label in plain
            if is_seen(label, reading, fold=terms.fold, row_end=country(jurisdiction) in END_OF_ROW)
            and (self._where != "before-link" or is_before_links(label, reading, causes))
        ]
        if not in_time:
            return _of_label(plain[0], "late", **place)
        language = country(reading.facts.get("language", ""))
        if (
            language
            and country(jurisdiction) in SAME_LANGUAGE
            and not any(is_in_language(label, language) for label in in_time)
        ):
            return _of_label(in_time[0], "wrong-language", **place)
        return Met("label", _match(in_time[0]), jurisdiction=jurisdiction)


def _only_links(causes: Sequence[Match]) -> bool:
    """Whether nothing but links makes a label necessary."""
    return all(cause.passage.part_name == LINKS for cause in causes)


def _plain_texts(wordings: Sequence[Phrase]) -> list[str]:
    """Wordings as they are written in copy, each once; those that cannot be are left out."""
    texts = [phrase.text.replace("{brand}", "BRAND") for phrase in wordings]
    plain = [text[:1].upper() + text[1:] for text in texts if "{" not in text]
    return list({text.lstrip("#").casefold(): text for text in reversed(plain)}.values())[::-1]


def _grade(grades: Mapping[str, str], jurisdiction: str) -> str | None:
    for key in (jurisdiction, country(jurisdiction), ANYWHERE):
        if key in grades:
            return grades[key]
    return None


def _overlaps(label: Label, cause: Match) -> bool:
    return cause.passage is label.passage and cause.start < label.end and label.start < cause.end


def _holds(cause: Match, label: Label) -> bool:
    return (
        not cause.values
        and cause.passage is label.passage
        and cause.start <= label.start
        and label.end <= cause.end
    )


def _softened(match: Match) -> Match:
    """A mere note, where the theme is said to print a label that is not seen here."""
    values = dict(match.values)
    if "found" in values:
        found = values["found"]
        shown = found if len(found) <= 40 else found[:39] + "…"
        values["found"] = f"{shown}; the theme is said to print a label"
    return replace(match, values=values, softer=2)


def _match(label: Label) -> Match:
    return Match(label.passage, label.start, label.end)


def _of_label(label: Label, outcome: str, **values: str) -> Match:
    return Match(label.passage, label.start, label.end, outcome, {"label": label.text, **values})
