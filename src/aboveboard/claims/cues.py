"""The words around a time that make it a deadline, and say what it is the end of."""

from __future__ import annotations

import regex

from aboveboard.latepattern import late_pattern

__all__ = [
    "AIM",
    "ASK",
    "COUNTED",
    "DEADLINE_AFTER",
    "ENDS",
    "FROM_EVENT",
    "LAST",
    "LAST_OF",
    "LEFT",
    "NO_OFFER",
    "OFFER",
    "ONLY",
    "ONLY_ENDS",
    "OVER",
    "REGULAR",
    "RISES",
    "SALE",
    "UNTIL",
    "about",
]


def _compile(pattern: str) -> regex.Pattern[str]:
    return late_pattern(pattern, regex.IGNORECASE | regex.VERBOSE | regex.VERSION1)


# ---------------------------------------------------------------- an end

_LINK = r"(?:\s?[:,(–—-])?(?:\s(?:in|on|at|by|just|only|exactly|the|this|is|:)){0,3}\s?[:(]?\s?"
_UP_TO = r"(?:until|till?|thru|through|up\sto)"
_WHAT_FOR = r"(?:\s(?:to|for|of)\s[\w\s]{1,30}?)?"
ENDS = _compile(
    rf"""\b(?:
        end(?:s|ing)? | will\send | expir(?:es?|ing|y(?:\sdate)?) | clos(?:es?|ing)(?:\sdate)?
      | finish(?:es|ing)? | conclud(?:es|ing) | stops? | disappears? | runs?\sout | vanish(?:es)?
      | (?:is|are|be|it's\sall|all)\s(?:over|gone) | terminates? | end\sdate
      | deadline{_WHAT_FOR} | (?:last|final)\s(?:day|date){_WHAT_FOR} | cut\s?off | lasts
      | (?:valid|good|runs?|running|available|on|live|open\sfor\s\w+)\s(?:{_UP_TO}|to)
      | (?:last|final)\schance | rises?|goes\sup|go\sup|increases?
      )(?:\s{_UP_TO})?{_LINK}$"""
)
"""What makes the time after it an end, whatever it is the end of."""
RISES = _compile(r"^(?:rises?|goes\sup|go\sup|increases?)\b")
"""Ends of a price, which may go on to rise after the offer has ended."""
UNTIL = _compile(
    r"""\b(?:until|till?|thru|through|by|before|no\slater\sthan|up\sto|within|in\sthe\snext
        |for\sthe\snext|next|for(?:\sjust)?)
        (?:\s(?:the|this|just|only|end\sof)){0,2}\s?$"""
)
"""What does so in the sentence of an offer."""
COUNTED = _compile(r"\b(?:last|final|only|just)\s(?:the\s)?$")
LAST = _compile(
    r"""(?<!\b(?:in|over|during|for|of|within|from|and|these|those)\s(?:the\s|our\s)?)
        \b(?:last|final)\s$"""
)
LAST_OF = _compile(r"^\s?(?:$|[^\w\s]|to\b|of\b|for\b|on\b|before\b|until\b)")
LEFT = _compile(r"^\s(?:are\s|is\s)?(?:only\s)?(?:left|remaining|to\sgo|remain)\b(?!\sto\sreturn)")
ONLY = _compile(r"^\s?[-–—(]?\s?(?:only|exclusively)\b(?!\s(?:open|available\sin))")
ONLY_ENDS = _compile(r"^\s?[-–—(]?\s?\w+\s?(?:$|[^\w\s])")
"""What "today only" looks like where nothing of the sentence belongs to "only"."""
DEADLINE_AFTER = _compile(
    r"""^\s(?:is|are)\s(?:the|our|your)\s(?:last|final|closing)\s(?:day|date|chance)
      | ^\s(?:deadline|at\sthe\slatest|cut\s?off)"""
)

# ---------------------------------------------------------------- no end

NO_OFFER = _compile(
    r"""\b(?:
        deliver(?:y|ed|s|ies)? | arriv(?:es?|al|ing) | ship(?:s|ped|ping|ment)? | dispatch(?:ed)?
      | in\stime\sfor | returns? | refunds? | warranty | trial | check\s?in | check\s?out
      | opening\shours | kitchen | opens?\s(?:until|till?|from|daily|at) | doors\sopen
      | (?:we're|we\sare|store|shop|cafe|is|are|bar)\s(?:now\s)?(?:open|closed)
      | we\s(?:also\s)?close | last\sentry | back\s(?:by|in|on|at) | parking | maintenance
      | downtime
      )\b"""
)
"""A sentence of deliveries, of opening hours, of what was bought: it has no deadline."""
OVER = _compile(
    r"""\b(?:was|were|ran|lasted|had|could|did|thought|stayed|kept|waited|used|would|sold|bought
        |ordered|placed|sent|received|submitted|made|posted|booked|paid|joined|registered|applied|signed\sup|subscribed)\b[^,;:.!?]{0,24}$"""
)
"""What stands before an end that is told of, rather than set."""
FROM_EVENT = _compile(r"^\s(?:of|from|after|before|prior|later|ago|in\sadvance)\b")
"""What makes a length of time one that counts from something else than now."""
REGULAR = _compile(
    r"""\b(?:
        (?:every|each)\s(?:single\s)?(?:day|week|weekend|month|year|season|morning|evening|night
          |mon|tues?|wed(?:nes)?|thurs?|fri|satur|sat|sun)(?:day)?
      | daily | weekly | monthly | nightly | yearly | annual(?:ly)? | weekdays | weekends
      | (?:mon|tues|wednes|thurs|fri|satur|sun)days | (?:day|week|month)'s(?!\send)
      | (?<!end\s)of\sthe\s(?:day|week|month) | today's | tonight's
      | (?:mon|tue|wed|thu|fri|sat|sun)\sto\s\w+
      )\b"""
)
"""What comes back: the end of it is another one each time."""

# ---------------------------------------------------------------- the end of what

OFFER = _compile(
    r"""\b(?:
        sales? | offers? | deals? | discounts? | codes? | vouchers? | coupons? | prices? | pricing
      | promos? | promotions? | specials? | savings? | bundles? | off | free | save | shop
      | order | book | buy | get | grab | claim | redeem | use | apply | register | enrol+
      | join | sign\sup | donate | give | gifts? | chip\sin | pledge | match(?:ed|ing)?
      | respond | reply | rsvp | vote | enter | entries
      | tickets? | early\sbird | pre\s?orders? | spots? | seats? | places? | enrol+ment
      | registrations? | applications? | subscribe | upgrade | renew | lock\sin | reserve
      )\b"""
)
"""Words of an offer, or of what readers are to do about it."""
SALE = _compile(
    r"""\b(?: sales? | offers? | deals? | discounts? | codes? | coupons? | off
        | (?:this|special|old|introductory|half)\sprices?
        | save(?!\s(?:your|the|a|my|me|us|yourself|it|them)\b) | savings?
        | promos? | promotions? | specials? | reduced )\b"""
)
ASK = _compile(
    r"""\b(?: order | book | buy | get | shop | apply | register | enrol+ | join | sign\sup
        | donate | give | pledge | respond | reply | rsvp | vote | enter | reserve | subscribe
        | upgrade | renew | submit | redeem | claim )\b(?!\s(?:fair|shop|club|store))"""
)
AIM = _compile(
    r"""^\s(?:left|remaining|to\sgo)?\s?(?:of|until|till|before|in
          |to\s(?:vote|rsvp|reply|respond|go|live|decide|cancel|wait|bake|rest|cook|the))\b
      | \b(?:to|and)\s(?:get|have|pick|receive|collect)\s(?:it|them)\b
      | \bunder\sthe\stree | \b(?:same|next)\sday\b | \band\s(?:it|we|our|your\s\w+)\b"""
)
"""What says that the time is about something else than the offer."""

_WHAT = _compile(
    r"""(?<!\bof\sthe\s)\b(?:
      (?P<call> early\s?bird | early\saccess | pre\s?sales? | vip | registrations? | enrol+ments?
        | applications? | sign\s?ups? | bookings? | entries | giveaways? | contests? | competitions?
        | raffles? | voting | votes? | votings? | polls? | surveys? | submissions? | nominations?
        | vouchers? | gift\scards? | points | pre\s?orders? | flash | round | tier | phase | wave
        | ballots? | auctions? | members? | orders | tickets? )
    | (?P<other> kitchen | happy\shours? | evening | night | concerts? | shows? | gigs? | match
        | games? | races? | films? | movies? | screenings? | plays? | workshops? | class(?:es)?
        | courses? | lessons? | webinars? | talks? | sessions? | meetings? | conference | fairs?
        | festivals? | exhibitions? | exhibits? | terms? | semester | schools? | lines? | phones?
        | offices? | stores? | bars? | cafes? | museums? | library | pools? | gym | lanes | roads?
        | works | trains? | bus(?:es)? | ferry | leave | shifts? | seasons? | years? | months? | war
        | contracts? | leases? | strikes? | tours? | trips? | streams? | broadcasts? | episodes?
        | markets? | sun | rain | break | window | queue | coffee | lunch | breakfast
        | dinner | menu | entry | admission | post | posting | holidays? | policy | project
        | pop\sups? | hours\s(?:begin|start) | guarantees? | requests? | reviews? | party
        | repairs? | we | i | i'll | he | she )
    | (?P<offer> sales? | offers? | deals? | discounts? | codes? | coupons? | prices? | pricing
        | promos? | promotions? | specials? | savings? | save | bundles? | events? | clearance
        | rates? | off | bonus | matching | black\sfriday | cyber\s(?:monday|week) | discounted
        | reduced | everything | all )
    )\b"""
)
_PLAIN = _compile(
    r"""^[^\p{L}]*(?:(?:and|but|so|hurry|the|our|only|just|now|really|officially|also|still|last|final
        |act|fast|soon|yes|it|this|that|which|they|these|today|tonight|will|is|be|day|chance|ending|reminder|psst|it's|hours?
        |minutes?|call|for)\b[^\p{L}]*)*$"""
)
_CLAUSE = late_pattern(r"[.!?;:,–—()|]")
_NAMED = late_pattern(
    r"(?<=\w\s)(?<!\b(?:in|at|from|of|near|on)\s)\p{Lu}\p{L}+\s*$", regex.VERSION1
)


def about(before: str, cue: int) -> str:
    """What a deadline is the end of, told by the sentence before it; ``cue`` begins its words.

    ``offer``: of the offer, or of what nobody names.  ``call``: of something that has an end
    of its own, such as registration.  ``other``: of something else.  Empty: nobody can tell.
    """
    said = [match.lastgroup or "" for match in _WHAT.finditer(before)]
    if said:
        # "The early-bird price": what has an end of its own stays what it is.
        return "call" if said[-1] == "offer" and "call" in said else said[-1]
    clause = _CLAUSE.split(before[:cue])[-1]
    return "offer" if _PLAIN.search(clause) or _NAMED.search(clause) else ""
