"""HTML pages, HTML e-mails and MJML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aboveboard.document import Document, Problem, Source
from aboveboard.facts import Facts, read_fact
from aboveboard.sources.assemble import assemble, notices
from aboveboard.sources.frontmatter import read_front_matter
from aboveboard.sources.htmltokens import tokens
from aboveboard.sources.markup import Markup
from aboveboard.sources.masks import masked
from aboveboard.sources.options import DEFAULTS, ReadOptions
from aboveboard.sources.templates import find_templates, merge_tags

__all__ = ["read"]

_MJML_ROOT = re.compile(r"\s*(?:<!--(?:[^-]|-(?!->))*+-->\s*)*+<mjml[\s>]", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")  # not "{{ site.lang }}"
# Merge tags that only senders of e-mail have.  The words inside double braces must speak of
# leaving the list or of the mail itself: every template language has double braces.
_MERGE = re.compile(
    r"\*\|[A-Z][\w:]{0,60}\|\*"
    r"|%%(?:[A-Za-z_]\w{1,60}%%|=|\[)"
    r"|\{[{%][^{}\n]{0,120}?(?:unsub|opt_?out|preference|view_?in_?browser|web_?view|web_?version"
    r"|mirror_?page|organization\.full_address|sender_?address)"
    r"|%UNSUBSCRIBE(?:LINK)?%|<unsubscribe[\s>]|<%\s*asm_",
    re.IGNORECASE,
)


def read(text: str, name: str, options: ReadOptions = DEFAULTS) -> Iterator[Document | Problem]:
    """A page or an e-mail: one document.

    Its parts are ``body``, ``title`` (``subject`` in an e-mail), ``preheader``,
    ``description`` and ``alt-text``, as far as it has them.  It is an e-mail if it is MJML,
    or has merge tags of a sender's; never because it is HTML.
    """
    source = Source(text)
    front = read_front_matter(text, name, source)
    yield from front.problems
    is_mail = (
        name.lower().endswith(".mjml")
        or _MJML_ROOT.match(text, front.body) is not None
        or _MERGE.search(text, front.body) is not None
    )
    mail = is_mail or front.facts.get("kind") == "email"
    templates = find_templates(text, front.body)
    flow = Markup(text, templates.masks, title="subject" if mail else "title", preheaders=True)
    flow.read(tokens(masked(text, templates.masks), front.body))
    flow.finish()
    yield from notices(name, source, flow)
    facts = {"kind": "email"} if is_mail else {}
    if _LANGUAGE.fullmatch(flow.language):
        facts["language"] = read_fact("language", flow.language)
    yield assemble(
        name,
        source,
        flow,
        front,
        templates,
        facts=Facts(facts),
        components=merge_tags(text, front.body) if mail else (),
    )
