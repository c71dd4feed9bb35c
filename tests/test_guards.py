"""The truth table of the guards: what is said to a reader, and what is only spoken of.

Every text holds exactly one of the phrases.  ``FLAG`` is said, ``QUIET`` is not.
"""

from __future__ import annotations

import pytest
from samples import passage

from aboveboard.document import Document
from aboveboard.facts import Facts
from aboveboard.guards import negated, reported
from aboveboard.matchers.phrases import PhraseSet
from aboveboard.passage import read
from aboveboard.sources import reader_named

PHRASES = PhraseSet(["last chance", "act now", "only 3 left", "limited time"])

FLAG = {
    "said plainly": """
        This is your last chance to save!
        Act now and get 20% off.
        Only 3 left in your size.
        For a limited time, everything ships free.
        LAST CHANCE!!!
        Hurry, act now before it's gone.
        Last chance 🔥 ends tonight
        Get it for a limited time only!
        It's your last chance.
        Is this your last chance?
        Will this be your last chance to join us?
        There are only 3 left.
        Don't wait, act now.
        So what are you waiting for? Act now!
    """,
    "a negation that governs something else": """
        Don't miss your last chance!
        Do not miss out: last chance.
        Don’t miss this limited time offer.
        Don't let your last chance slip away.
        Never miss a last chance again.
        Why not act now?
        You can't afford to miss your last chance.
        No rush. Last chance tonight.
        No code needed. Act now!
        No code needed, act now.
        Not sure? Act now and decide later.
        If not now, when? Last chance.
        No excuses: act now.
        No strings attached! Limited time offer.
        Not a member yet? This is your last chance.
        Stocks won't last, act now.
        It won't last forever - act now!
        It's not too late. Act now!
        It's not too late to act now.
        This is no joke, only 3 left.
        This isn't a drill! Last chance!
        Never before seen prices for a limited time.
        Nothing to lose: act now.
        Act now, or don't, it's up to you.
        Whether or not you act now decides the price.
        You will not regret it if you act now.
        If you don't act now, you lose your spot.
        If you do not act now the price goes up.
        Unless you act now, your spot is gone.
        You won't get another: last chance.
        Don't think. Don't wait. Act now.
        Don't be the one who missed the last chance.
        No doubt about it, this is your last chance.
        There is no time to lose, act now.
        Can't decide? Only 3 left.
        Don't forget: last chance tonight.
        Last chance, not a test.
        Act now, not later.
        No spam, we promise: act now!
        We promise no spam, act now.
        Not just your last chance: our best price ever.
        You didn't hear it from us: last chance.
        There's no better time to act now.
        You have nothing to lose if you act now.
        No one should miss this last chance.
        You don't want to miss this last chance.
        Not your average limited time offer!
        This is not a drill, last chance.
        Hardly any stock: only 3 left.
        We never do this: limited time offer!
        Never too late to act now.
    """,
    "a testimonial or a quoted headline is copy": """
        "Best purchase of my life, act now!" - Anna, Leeds
        “Only 3 left and I got one!” ★★★★★ Jo
        "Last chance!"
        Our customers say: "Buy it, only 3 left when I looked!"
        "I nearly missed it. Last chance, people!" says Maria, who saved £40.
        From the founder: "This is your last chance to join."
        'Act now', says our team.
        Our "last chance" sale starts now!
        It's our "limited time" offer: 20% off.
        As Jim says, “act now, thank me later”.
        «Last chance» to save 30%.
        The sale everybody calls the last chance of the year.
        "Don't wait, act now" is our motto, so hurry.
        It's your "last chance" to see the band live in this show.
        Our "limited time" deal means you save 20%.
        Instead of £50, pay £30 for a "limited time".
        Avoid the queue with our "limited time" pass.
        12" vinyl, last chance, 12" single
        Rock 'n' roll is back: last chance for 'til-late tickets.
        The kids' sale: last chance for boys' shoes.
        “It's not 'just' a sale: act now!” - the team
        When you see "only 3 left", you know it is good.
        "Last chance", says Maria, who saved £40.
        "Last chance" is on, see you there.
        "Best night ever," said Maria, "last chance to book!"
        A card that stands out: "last chance!"
        "Last chance" and "half price": both end on Friday.
        We call it the "last chance" sale.
        “Act now,” shouted our team, and you did.
        Vogue calls it "the limited time coat of the year".
        Our site says "only 3 left", so be quick.
        The shop tells us: "last chance!"
    """,
    "words of teaching that are copy all the same": """
        Warning: last chance to save.
        Attention! Only 3 left.
        Learn to cook: last chance to sign up.
        Stop scrolling and act now.
        Stop paying too much. Act now.
        Avoid disappointment, act now!
        Avoid the rush: only 3 left.
        Beware: only 3 left!
        Tired of scams? Act now and switch to us.
        Tired of pushy salespeople? For a limited time, get our guide free.
        Use the code NOW, last chance.
        The ad ends tonight, last chance!
        Our headline offer: last chance to save.
        Read this message: last chance to claim your prize.
        We know you hate spam, so last chance to hear from us.
        Love to save? Act now.
        The word is out: only 3 left.
        Sellers want you to pay more. Act now and pay less!
        We love a good deal, so act now.
        No shady fees, act now.
        Our show must go on: last chance for seats.
    """,
}

QUIET = {
    "told in a story": """
        "Act now," whispered Tam, "before the dragon wakes."
        "Run," whispered Tam, "only 3 left of the torches, and one is wet."
        "Only 3 left," she said, and let go of the rope.
        "Only 3 left!" he softly muttered.
        “Last chance!” cried the ferryman.
        "Last chance," said the witch.
        "Then act now," replied Wren.
    """,
    "denied": """
        This is not your last chance.
        This isn't your last chance to buy.
        It is not a limited time offer.
        This isn't a limited time deal, it is the price.
        This offer is no limited time trick.
        That's not a limited time price.
        We're not running a limited time sale.
        There is no limited time offer here.
        There are no "only 3 left" banners in our shop.
        You don't have to act now.
        You do not need to act now.
        No need to act now.
        There's no need to act now: the price stays.
        You needn't act now.
        We will never tell you to act now.
        We don't want you to act now, think it over.
        Please don't act now.
        Don't act now, sleep on it.
        Do not feel you must act now.
        Nobody has to act now.
        No one needs to act now.
        Never act now just because an ad says so.
        It was never a limited time offer.
        This will not be your last chance.
        This won't be your last chance to see us.
        This is hardly your last chance.
        This is by no means your last chance.
        It's not like this is your last chance.
        It's not true that there are only 3 left.
        There are not only 3 left; we have hundreds.
        Not a limited time offer.
        No last chance, no countdown, just a good price.
        Without limited time offers or other tricks.
        This is neither your last chance nor a test.
        We don't do last chance e-mails.
        We don't believe in limited time offers.
        It's no longer a limited time offer.
        There's no pressure to act now.
        There is no rush to act now.
        You're under no obligation to act now.
        Not your last chance!
        I can't act now.
        This is not your "last chance".
        Don't feel rushed: you don't have to act now.
        Do not feel pressured to act now.
        It's not as if it were your last chance.
    """,
    "reported of others": """
        Scammers say "act now".
        Scammers love to write 'act now, trust us'.
        Scammers tell you to act now.
        Fraudsters pressure you to act now or lose the money.
        Scam calls often say act now or your account is closed.
        Phishing mails claim it is your last chance.
        Beware of sellers who say only 3 left.
        Be wary of anyone who wants you to act now.
        Watch out for messages that say "last chance".
        Dark patterns such as "only 3 left" wear people down.
        Fake scarcity, like "only 3 left", is banned in the EU.
        He complained about a banner that said "last chance".
        The regulator ruled that "limited time" was misleading.
        They fined the shop for saying "only 3 left" when there were hundreds.
        Sellers who claim there are only 3 left are often lying.
        Don't trust a shop that tells you to act now.
        Ignore e-mails that say "act now".
        Messages that urge you to act now are a red flag.
        Pushy ads say "last chance" every week.
        "Act now!" they shout, and you fall for it: classic pressure tactics.
        A caller who demands that you act now is not from your bank.
        My least favourite kind of false urgency: "last chance".
        The e-mail read “it's the boss's last chance” and was a scam.
        "You must 'act now'", the scammer wrote.
        He was told “act now, it's urgent” by a fraudster.
        A banner that says ‘only 3 left’ all year is misleading.
        Our competitors say "last chance" every week, we don't.
        Other shops write "only 3 left" on everything.
        Tired of ads that scream "act now"?
        When a website tells you "only 3 left", look again tomorrow.
        I hate it when shops say "last chance" all year.
        If an app claims "only 3 left", take a breath.
        According to the FTC, "limited time" needs an end.
        The court found that "limited time" had lasted for years.
        A lawsuit says the "limited time" price was permanent.
        Some sellers use "act now" to stop you thinking.
    """,
    "taught or named": """
        Avoid phrases like "act now".
        Avoid the phrase "act now" in subject lines.
        Never write "only 3 left" unless it is true.
        Do not use 'limited time' without an end date.
        The words "last chance" need a date.
        What does "limited time" mean in an ad?
        "Limited time" means that the offer ends on a known day.
        Instead of "last chance", say when it ends.
        Replace "act now" with a date.
        Words such as 'last chance' create pressure.
        How to spot fake scarcity: "only 3 left" on every page.
        For example, "only 3 left" is a claim about stock.
        Our rule flags "last chance" when no date is given.
        Why we stopped writing "last chance" in our e-mails
        The phrase “last chance” is overused.
        The so-called "limited time" deal ran for three years.
        The so-called limited time offer ran for three years.
        Examples of pressure include "act now" and countdowns.
        In this lesson: why "act now" works on us.
        Signs of a scam: you are told to act now.
        The song "Last Chance" by Kaci Brown is from 2001.
        We watched the film 'Last Chance' at home.
        Her new book, “Last Chance”, is out on Friday.
        The label reads "limited time".
        Is "only 3 left" legal to say?
        Don't say 'act now'; say when.
        Delete "act now" and write a date.
        We saw “Last Chance”, a film by Ana Lee.
        "Act now" is a claim that regulators look at.
        “Last chance” is overused, so we dropped it.
        «Act now» is a phrase to avoid.
        The headline „Act now“ was changed.
        Write “ends on 30 November” rather than “last chance”.
        Why "act now" works on tired people
        "Last chance" and "today only" stood in every window.
        "Today only", "half price" and "last chance" hung over the door.
        "Hurry" or "act now" was printed on each of them.
        "Act now", "be quick" and "don't miss out" are lies.
        "Only 3 left" is one of the oldest tricks there is.
        Only 3 left is the oldest trick in the book.
        Find pages that say "only 3 left" and reload them.
        A sign which read “act now” hung there.
        The blurb calls it "the last chance of a generation", as blurbs do.
        The poster said "last chance" in red.
        Their press release promised "a limited time".
        The trailer describes it as "your last chance".
        "Last Chance", 1987, 94 min, English subtitles.
        "Last Chance" (2019), directed by Ana Lee
    """,
}


def texts(table: dict[str, str]) -> list[str]:
    return [line.strip() for block in table.values() for line in block.strip().splitlines()]


def excused(text: str) -> bool:
    """Whether a guard speaks for the one phrase in the text."""
    where = passage(text)
    [span] = PHRASES.find(where)
    return negated(where, *span) or reported(where, *span)


LESSON = """How to spot a phishing mail:

1. "Act now or your account will be closed." Banks do not write like this.
2. "Last chance!" You did not enter."""


def reports(text: str, kind: str) -> list[bool]:
    """Whether each phrase of a text is reported."""
    [document] = reader_named(kind)(text, "x")
    assert isinstance(document, Document)
    return [
        reported(where, *span)
        for where in read(document, Facts()).passages
        for span in PHRASES.find(where)
    ]


@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_quotations_in_a_list_belong_to_its_heading(kind: str) -> None:
    assert reports(LESSON, kind) == [True, True]
    assert reports(LESSON.replace("How to spot a phishing mail", "Today"), kind) == [False] * 2
    assert reports(LESSON.replace('"', ""), kind) == [False] * 2
    apart = LESSON.replace("\n\n", "\n\nSee you on Friday.\n\n")
    assert reports(apart, kind) == [False] * 2


@pytest.mark.parametrize("text", texts(FLAG))
def test_said(text: str) -> None:
    assert not excused(text)


@pytest.mark.parametrize("text", texts(QUIET))
def test_spoken_of_or_denied(text: str) -> None:
    assert excused(text)
