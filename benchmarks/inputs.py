"""Copy to measure speed with: made up, the same for the same seed, and no sentence twice.

Prose is made of templates and word lists.  Copy with findings is made of the rules' own examples,
each once, and of templates; near misses (the examples that a rule passes) stand among plain posts.
Nothing here is other people's text, and nothing repeats, for a memo of sentences would win.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence

from aboveboard.rulebook.book import Rulebook
from aboveboard.rulebook.model import Words

__all__ = [
    "clean_draft",
    "draft_with_findings",
    "examples",
    "jsonl",
    "markdown",
    "posts",
    "prose",
    "token_count",
]

SEED = 7
POST_TOKENS = 60
DRAFT_BYTES = 2048
SHORTEST = 6  # tokens of what fills a post; fewer words would come again and again

PEOPLE = """
    Ada Basil Clara Dora Edwin Flora Gustav Hilda Ivo Jasper Karin Leif Mona Nils Olga Pavel
    Ruth Stefan Tilda Ulla Viktor Wanda Yusuf Zelda Amir Bruno Carmen Dario Elif Farid
""".split()
THINGS = """
    basket bench blanket bowl bridge broom bucket button cabinet candle canvas carpet cart chair
    chest clock cloak comb cradle curtain cushion desk drawer drum easel fence flute frame garden
    gate hammer harp hedge jar jug kettle kite ladder lamp lantern loom mirror mortar needle oven
    paddle pillow pitcher plough pot quilt rake raft rope saddle sail scarf shelf shovel sieve
    sledge spindle spoon stool stove table tent thimble tile tray trunk tub vase wagon wheel
""".split()
KINDS = """
    amber ancient broad carved copper crooked curved dusty faded folded gentle glazed green
    grey hollow iron ivory knitted linen little lopsided mended narrow oak oiled painted pale
    plaited plain polished red rough round rusty sanded scrubbed silver slender smooth square
    striped sturdy tall tin varnished walnut waxed wooden woollen woven yellow
""".split()
DEEDS = """
    admired borrowed carried cleaned coloured copied covered described drew emptied examined
    fetched filled fixed folded guarded hung inspected kept labelled lifted measured mended
    moved oiled opened packed painted planed polished repaired rinsed sanded sketched stored
    studied tidied tied traced turned unpacked varnished washed weighed wrapped
""".split()
PLACES = """
    attic bakery barn boathouse cellar chapel courtyard dairy farmyard forge garage granary
    greenhouse harbour kitchen laundry library lighthouse loft market meadow mill museum orchard
    parlour pottery quarry sawmill schoolroom shed stable station studio tannery tower valley
    village vineyard warehouse workshop
""".split()
TIMES = """
    January February March April June July August September October November December
""".split()
# Copy has a long tail of rare words, which no tokenizer has seen before: names above all.
NAME_FRONTS = """
    Alder Ander Ashen Beck Birk Bram Brant Cald Carl Dalen Dern Eller Elm Fal Fenn Gar Glen Gran
    Hald Harl Helm Holm Ingle Kel Kirk Lang Lind Lun Mal Mar Nor Odel Pem Quin Rath Ros Sel Skel
    Stan Sut Tarn Thor Tor Ull Ves Wal Wend Wex Yar Zell
""".split()
NAME_ENDS = """
    acre beck berg borough bourne bridge bury by combe dale dean den field ford gate grove ham
    haven heim hithe holt hurst lake ley low mere minster mont moor more ness nest over rigg
    sett shaw stead sted stoke strand thorp ton vale wade wall wark wick wold worth yard
""".split()
NAMES = [front + end for front in NAME_FRONTS for end in NAME_ENDS]
JOINTS = "while before after until because although whenever since".split()

PROSE = (
    "{person} {name} {deed} the {kind} {thing} in the {place}.",
    "The {kind} {thing} stands beside a {kind} {thing} near the {place} of {name}.",
    "In {time} the {name} {place} was full of {kind} light, and {person} {deed} a {thing}.",
    "{person} and {person} {deed} the {thing}, {joint} the {kind} {thing} was {deed}.",
    "A {kind} {thing} was {deed} by {person}, who then walked to {name}.",
    "From the {place} a path leads past the {kind} {thing} towards {name}.",
    "{person} {name} wrote that the {thing} of the {place} is {kind} and rather {kind}.",
    "Beyond the {place} there is a {kind} {thing}, which {person} {deed} in {time}.",
    "The {thing} was {deed}, the {thing} was {deed}, and {name} grew quiet.",
    "{person} {deed} {number} {kind} pieces of the {thing} in the {place}.",
)
"""Sentences that no rule has anything to say about."""

CALM_OFFERS = (
    "The {kind} {thing} costs £{number} in our {place} shop, and delivery takes {count} days.",
    "Our {kind} {thing} sale in {name} runs until {number} {time} 2026 at 23:59 GMT.",
    "New in the shop: a {kind} {thing}, made by {person} {name}.",
    "You can order the {kind} {thing} online or buy it at the {place} on Saturday.",
    "Thank you for a good week, the {kind} {thing} is back in the {place}.",
    "See how {person} made the {kind} {thing}; a free pattern is on our page.",
)
"""Sentences of honest copy: full of words that rules look at."""

PRESSING = (
    "Last chance to order the {kind} {thing}!",
    "Only {count} {kind} {thing}s left in our {place}.",
    "Hurry, the {kind} {thing} sale ends soon!",
    "Ends tonight: {number}% off every {kind} {thing}!",
    "Act now and get the {kind} {thing}.",
    "Our {kind} {name} {thing} is selling fast, so don't wait!",
    "{number} people are looking at this {name} {thing} right now.",
    "Everyone is talking about the {kind} {thing} from {name}.",
    "The {kind} {thing} is almost gone, so be quick.",
    "This {kind} {thing} is clinically proven to help {person}.",
)
"""Sentences that some rule has a finding in."""


class Prose:
    """Sentences from templates; none comes twice."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._seen: set[str] = set()

    def sentence(self, templates: Sequence[str] = PROSE) -> str:
        """A sentence that was not there before."""
        while True:
            made = self._fill(self._chance.choice(templates))
            if made not in self._seen:
                self._seen.add(made)
                return made

    def _fill(self, template: str) -> str:
        pick = self._chance.choice
        pieces = []
        for piece in template.split("{"):
            slot, closed, rest = piece.partition("}")
            if not closed:
                pieces.append(piece)
            elif slot in _SLOTS:
                pieces.append(pick(_SLOTS[slot]) + rest)
            else:
                top = 9 if slot == "count" else 30
                pieces.append(f"{self._chance.randrange(2, top)}{rest}")
        return "".join(pieces)

    def words(self, tokens: int) -> str:
        """A list of words that has exactly this many tokens, as the end of a post."""
        words = self._chance.sample((*KINDS, *THINGS), tokens - 1)
        return " ".join(words).capitalize() + "."


_SLOTS = {
    "name": NAMES,
    "person": PEOPLE,
    "thing": THINGS,
    "kind": KINDS,
    "deed": DEEDS,
    "place": PLACES,
    "time": TIMES,
    "joint": JOINTS,
}


def prose(seed: int = SEED) -> Iterator[str]:
    """Plain sentences without end, none of them twice."""
    maker = Prose(seed)
    while True:
        yield maker.sentence()


def _as_draft(sentences: Iterable[str], size: int) -> str:
    """Paragraphs of five sentences in Markdown below a heading, of ``size`` bytes or a bit less."""
    text = "# Notes from the workshop\n\n"
    for number, sentence in enumerate(sentences):
        end = "\n\n" if number % 5 == 4 else " "
        if len((text + sentence).encode()) + 2 > size:
            break
        text += sentence + end
    return text.rstrip() + "\n"


def clean_draft(seed: int = SEED, size: int = DRAFT_BYTES) -> str:
    """A draft in Markdown that holds no rule's rare words."""
    return _as_draft(prose(seed), size)


def draft_with_findings(seed: int = SEED, size: int = DRAFT_BYTES) -> str:
    """A draft in Markdown, of prose and honest copy; every sixth sentence presses."""
    maker = Prose(seed)
    cycle = (PRESSING, PROSE, CALM_OFFERS, PROSE, PROSE, PROSE)

    def sentences() -> Iterator[str]:
        while True:
            for templates in cycle:
                yield maker.sentence(templates)

    return _as_draft(sentences(), size)


def markdown(pieces: Iterable[str], size: int) -> str:
    """Sections with headings, emphasis, links and lists, of at least ``size`` bytes."""
    made: list[str] = []
    length = 0
    for number, piece in enumerate(pieces):
        first, _, rest = piece.partition(" ")
        shape = number % 8
        if shape == 0:
            piece = f"## Part {number // 8 + 1}\n\n{piece}"
        elif shape == 3:
            piece = f"- *{first}* {rest}"
        elif shape == 5:
            piece = f"[{first}](https://example.com/{number}) {rest}"
        made.append(piece + "\n\n")
        length += len(made[-1].encode())
        if length >= size:
            return "".join(made)
    raise ValueError(f"the pieces hold only {length} bytes of {size}")


def examples(rulebook: Rulebook, *, flag: bool) -> list[str]:
    """The rules' own short examples of plain text that need no facts, each once, in order."""
    found: dict[str, None] = {}
    for rule in rulebook.rules.values():
        if rule.status != "stable" or not isinstance(rule.find, Words) or rule.severity == "note":
            continue
        for example in rule.examples:
            body = example.parts.get("body", "")
            whole = len(example.parts) == 1 and not example.facts and example.format == "text"
            if whole and example.flag == flag and not example.todo and 0 < len(body) <= 180:
                found[" ".join(body.split())] = None
    return list(found)


def token_count() -> Callable[[str], int]:
    """The function that counts tokens as spaCy's blank English pipeline does."""
    import spacy

    tokenizer = spacy.blank("en").tokenizer
    return lambda text: len(tokenizer(text))


def posts(
    rulebook: Rulebook, count: Callable[[str], int], seed: int = SEED, tokens: int = POST_TOKENS
) -> Iterator[str]:
    """Mixed posts without end, each of ``tokens`` tokens; three in ten have findings.

    ``count`` counts tokens.  Every second post with findings has an example of a rule, every
    second other one a near miss, as long as there are any.
    """
    chance = random.Random(seed)
    maker = Prose(seed)
    pressing = examples(rulebook, flag=True)
    passing = examples(rulebook, flag=False)
    chance.shuffle(pressing)
    chance.shuffle(passing)
    while True:
        ten = [True] * 3 + [False] * 7
        chance.shuffle(ten)
        for flagged in ten:
            own, templates = (pressing, PRESSING) if flagged else (passing, CALM_OFFERS)
            first = own.pop() if own and chance.random() < 0.5 else maker.sentence(templates)
            yield _post(first, maker, count, tokens)


def _post(first: str, maker: Prose, count: Callable[[str], int], tokens: int) -> str:
    """``first``, prose, and words that fill the rest."""
    sentences = [first]
    left = tokens - count(first)
    while left > 0:
        sentence = maker.sentence()
        size = count(sentence)
        if size != left and size + SHORTEST > left:
            sentence, size = maker.words(left), left
        sentences.append(sentence)
        left -= size
    return " ".join(sentences)


def jsonl(texts: Iterable[str]) -> str:
    """Posts as lines of JSON, as exports hold them."""
    return "".join(json.dumps({"text": text}) + "\n" for text in texts)
