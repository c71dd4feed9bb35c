"""What a file names must exist: lexicons, provisions, other rules, facts' values."""

from __future__ import annotations

from aboveboard.facts import AD_CATEGORIES, KINDS
from aboveboard.rulebook.book import TIER_CAPS, holds
from aboveboard.rulebook.checks.subject import Check, Subject
from aboveboard.rulebook.model import Across, Missing
from aboveboard.severity import SEVERITIES, at_least
from aboveboard.suggest import did_you_mean

__all__ = ["CHECKS"]

_PHRASES = "phrases"
# What a lexicon must hold to be of use in each place.
_WANTED = {
    "step": (_PHRASES,),
    "sentence": (_PHRASES,),
    "when": ("words", "links", "labels"),
    "need": ("words", "labels"),
}


def lexicon_exists(subject: Subject) -> None:
    """A lexicon that is named must be there."""
    known = subject.rulebook.lexicons
    for name, _, place in subject.lexicon_names():
        if name not in known and f"lexicons/{name}" not in subject.rulebook.unread:
            hint = did_you_mean(name, known) or _listed("there are", sorted(known))
            subject.error(place, f"there is no lexicon '{name}'", hint)


def _listed(start: str, names: list[str]) -> str:
    if not names:
        return "the folder 'lexicons' holds none"
    more = ", ..." if len(names) > 8 else ""
    return f"{start}: {', '.join(names[:8])}{more}"


def lexicon_kind(subject: Subject) -> None:
    """A lexicon must hold what its place can use."""
    for name, use, place in subject.lexicon_names():
        lexicon = subject.rulebook.lexicons.get(name)
        if lexicon is None:
            continue
        wanted = _WANTED[use]
        kind = holds(lexicon)
        if _PHRASES in wanted:
            if not lexicon.words.phrases:
                subject.error(
                    place,
                    f"'{name}' holds no phrases, and only phrases can stand here",
                    f"see {lexicon.path}",
                )
            elif lexicon.words.patterns or lexicon.words.regexes:
                said = f"only the phrases of '{name}' are used here"
                subject.warn(place, said, f"see {lexicon.path}")
        elif kind not in wanted:
            subject.error(
                place,
                f"'{name}' holds {kind}, and {' or '.join(wanted)} are needed here",
                f"see {lexicon.path}",
            )


def strength_exists(subject: Subject) -> None:
    """A strength of links must be one that the lexicon has."""
    if subject.rule is None or not isinstance(subject.rule.find, Missing):
        return
    for trigger in subject.rule.find.when:
        lexicon = subject.rulebook.lexicons.get(trigger.lexicon)
        if lexicon is None:
            continue
        node = subject.mapping(trigger.mark) or subject.root
        place = node.get("strength") or node
        if trigger.strength and not lexicon.links:
            subject.error(place, f"'{trigger.lexicon}' has no links, so no strengths of links")
            continue
        for strength in trigger.strength:
            if strength not in lexicon.links:
                there = ", ".join(lexicon.links)
                subject.error(
                    place, f"'{trigger.lexicon}' has no {strength} links", f"it has: {there}"
                )


def citation_exists(subject: Subject) -> None:
    """A provision that is cited must be in provisions.yaml."""
    if subject.rule is None or "provisions" in subject.rulebook.unread:
        return
    known = subject.rulebook.provisions
    seen = set()
    for cite in subject.rule.cites:
        if cite.text not in known:
            hint = did_you_mean(cite.text, known) or "add it to provisions.yaml"
            subject.error(cite.mark, f"there is no provision '{cite.text}'", hint)
        elif cite.text in seen:
            subject.warn(cite.mark, f"'{cite.text}' is cited twice", "remove one")
        seen.add(cite.text)


def compared_rule_exists(subject: Subject) -> None:
    """A rule whose findings are compared across documents must be there, and find something."""
    rule = subject.rule
    if rule is None or not isinstance(rule.find, Across):
        return
    rules = subject.rulebook.rules
    for name in rule.find.rules:
        other = rules.get(name.text)
        if other is None:
            hint = did_you_mean(name.text, rules)
            subject.error(name.mark, f"there is no rule '{name.text}'", hint)
        elif isinstance(other.find, Across) or other.status in {"draft", "retired"}:
            subject.error(name.mark, f"the rule '{name.text}' finds nothing in one document")


def citation_needed(subject: Subject) -> None:
    """A bundled stable rule says why, and what it rests on."""
    rule = subject.rule
    if rule is None or not subject.bundled or rule.status != "stable":
        return
    if not rule.why:
        subject.error(
            subject.root, "this rule does not say why it matters", "a stable bundled rule has 'why'"
        )
    if not rule.cites:
        subject.error(
            subject.root, "this rule cites nothing", "a stable bundled rule rests on a provision"
        )


def severity_cap(subject: Subject) -> None:
    """A rule is no graver than the strongest provision that it cites allows."""
    rule = subject.rule
    if rule is None:
        return
    provisions = subject.rulebook.provisions
    tiers = {provisions[cite.text].tier for cite in rule.cites if cite.text in provisions}
    if not tiers:
        return
    cap = max((TIER_CAPS[tier] for tier in tiers), key=SEVERITIES.index)
    if not at_least(cap, rule.severity):
        strongest = min(tiers)
        subject.error(
            subject.at("severity"),
            f"'{rule.severity}' is more than what the rule cites can carry: tier {strongest}",
            f"make it a {cap}, or cite a provision of a stronger tier",
        )


def replacement(subject: Subject) -> None:
    """A retired rule says what took its place, and only a retired rule does."""
    rule = subject.rule
    if rule is None:
        return
    if rule.status == "retired" and not rule.replaced_by:
        subject.error(
            subject.at("status"),
            "a retired rule says what took its place",
            "replaced-by: the id of a rule",
        )
    if not rule.replaced_by:
        return
    place = subject.at("replaced-by")
    other = subject.rulebook.rules.get(rule.replaced_by)
    if other is rule:
        subject.error(place, "a rule cannot take its own place")
    elif other is None and rule.replaced_by not in subject.rulebook.unread:
        hint = did_you_mean(rule.replaced_by, subject.rulebook.rules)
        subject.error(place, f"there is no rule '{rule.replaced_by}'", hint)
    elif other is not None and other.status == "retired":
        subject.error(place, f"'{rule.replaced_by}' is retired itself", other.replaced_by)
    if rule.status != "retired":
        subject.warn(place, f"the rule is {rule.status}, not retired", "status: retired")


def scope_exists(subject: Subject) -> None:
    """Kinds, ad categories and jurisdictions that a rule is for must be known."""
    rule = subject.rule
    if rule is None:
        return
    books = subject.rulebook
    jurisdictions = {provision.jurisdiction for provision in books.provisions.values()}
    jurisdictions |= {name for lexicon in books.lexicons.values() for name in lexicon.labels}
    for key, values, known in (
        ("kinds", rule.scope.kinds, set(KINDS)),
        ("ad-categories", rule.scope.ad_categories, set(AD_CATEGORIES)),
        ("jurisdictions", rule.scope.jurisdictions, jurisdictions - {"any"}),
    ):
        for index, value in enumerate(values):
            if value in known:
                continue
            place = subject.at("applies-to", key, index)
            hint = did_you_mean(value, known) or f"known are: {', '.join(sorted(known))}"
            if key == "jurisdictions":  # the list of them is open
                subject.warn(place, f"nothing is known of the jurisdiction '{value}'", hint)
            else:
                subject.error(
                    place, f"'{value}' is none of the {key} that a document can have", hint
                )
    for part in rule.scope.parts:
        if part in rule.scope.not_parts:
            subject.error(
                subject.at("applies-to", "not-parts"), f"'{part}' is both wanted and left out"
            )


CHECKS = (
    Check("lexicon-exists", "lexicons that do not exist", lexicon_exists, sound=True),
    Check("lexicon-kind", "lexicons that hold something else than is needed", lexicon_kind),
    Check("strength-exists", "strengths that no link of the lexicon has", strength_exists),
    Check("citation-exists", "citations that do not exist, or stand twice", citation_exists),
    Check("compared-rule", "rules across documents that compare no rule", compared_rule_exists),
    Check("citation-needed", "stable bundled rules without why or cites", citation_needed),
    Check("severity-cap", "severities above what the cited tier can carry", severity_cap),
    Check("replacement", "retired rules without a successor, or a wrong one", replacement),
    Check("scope-exists", "kinds and jurisdictions that no document can have", scope_exists),
)
"""The checks of this module."""
