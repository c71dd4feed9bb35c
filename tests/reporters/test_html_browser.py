"""The HTML report in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browsers import TRESPASS, chromium
from html_browser import EXAMPLES, Opened, november, saved

from aboveboard import Document, Linter
from aboveboard.document import Problem
from aboveboard.report import Report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

FAILS = ["16", "19", "22", "24", "27", "28", "34", "36", "53", "60"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def schedule(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(november(), tmp_path_factory.mktemp("html") / "november.html")


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folders = [EXAMPLES / name for name in ("ads", "captions", "emails", "posts")]
    report = Linter(severity="note").check_paths(folders, keep=True)
    return saved(report, tmp_path_factory.mktemp("html") / "drafts.html")


# --- filters ----------------------------------------------------------------------------


def test_filters_combine_and_say_how_many_are_left(browser: Browser, schedule: Path) -> None:
    opened = Opened(browser, schedule)
    assert opened.result() == "All 60 posts, 19 findings"
    opened.check("status", "fail")
    assert opened.rows() == FAILS
    assert opened.result() == "10 of 60 posts shown, 11 findings"
    opened.check("platform", "facebook")
    assert opened.rows() == ["19", "53"]
    opened.check("severity", "warning")
    assert opened.rows() == ["53"]
    assert opened.result() == "1 of 60 posts shown, 1 finding"
    notes = opened.page.locator("#post-53 .note:not([hidden])")
    assert notes.evaluate_all("notes => notes.map(n => n.dataset.severity)") == ["warning"]
    dimmed = opened.page.locator("#post-53 .hit.dim").all_text_contents()
    assert dimmed == ["ends on Saturday 28 November"]
    opened.page.locator("#clear").click()
    assert opened.result() == "All 60 posts, 19 findings"
    assert len(opened.rows()) == 60
    assert opened.page.locator(".hit.dim, .note[hidden]").count() == 0
    assert not opened.said


def test_counts_say_what_each_choice_would_show(browser: Browser, schedule: Path) -> None:
    opened = Opened(browser, schedule)

    def counts(group: str) -> dict[str, str]:
        boxes = opened.page.locator(f'input[name="{group}"]')
        return dict(
            boxes.evaluate_all(
                "all => all.map("
                "b => [b.value, b.parentElement.querySelector('.count').textContent])"
            )
        )

    assert counts("status") == {"fail": "10", "review": "8", "pass": "42"}
    assert counts("severity") == {"error": "10", "warning": "9"}
    opened.check("platform", "facebook")
    assert counts("status") == {"fail": "2", "review": "3", "pass": "13"}
    assert sum(map(int, counts("platform").values())) == 60
    opened.check("status", "fail")
    assert counts("category") == {
        "pricing": "0",
        "scarcity": "0",
        "sponsorship": "0",
        "urgency": "2",
    }


def test_words_are_looked_for_in_copy_and_notes(browser: Browser, schedule: Path) -> None:
    opened = Opened(browser, schedule)
    opened.page.locator("#q").fill("CUSHION tarn")
    opened.page.locator("#q").press("Enter")
    assert opened.rows() == ["39", "42", "46"]
    opened.page.locator("#q").fill("no such words")
    opened.page.locator("#q").press("Enter")
    assert opened.rows() == []
    assert opened.page.locator("#nothing").is_visible()


def test_a_filtered_view_is_in_the_address(browser: Browser, schedule: Path) -> None:
    opened = Opened(browser, schedule)
    opened.check("status", "fail")
    opened.check("category", "scarcity")
    opened.page.locator("#q").fill("left & right")
    opened.page.locator("#q").press("Enter")
    fragment = "#status=fail&category=scarcity&q=left+%26+right"
    assert opened.page.url == opened.address + fragment
    again = Opened(browser, schedule, "#status=fail&category=scarcity&status=nonsense")
    assert again.rows() == ["24", "27"]
    again.page.reload()
    assert again.rows() == ["24", "27"]
    again.page.evaluate("location.hash = '#status=review'")
    again.page.wait_for_function("document.querySelector('#result').textContent.startsWith('8 ')")
    again.page.locator("#clear").click()
    assert again.page.url == again.address


def test_a_link_leads_to_a_post_that_is_filtered_out(browser: Browser, schedule: Path) -> None:
    opened = Opened(browser, schedule, "#status=fail")
    assert not opened.page.locator("#post-7").is_visible()
    opened.page.locator('#post-16 .others a[href="#post-7"]').click()
    assert opened.page.locator("#post-7").is_visible()
    assert opened.page.evaluate("document.activeElement.id") == "post-7"
    assert opened.page.url.endswith("#status=fail")


# --- safety -----------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script> Last chance to save!",
    '<img src=x onerror="alert(2)"> Last chance to save!',
    "</script></style></title>--><svg/onload=alert(3)> Last chance to save!",
    "]]> Last chance to save! <![CDATA[ & &amp; &#x3c;",
    "javascript:alert(4) Last chance to save! \x00 \x1b[31m \u202egnp.exe \u200b [red]x[/red]",
    '" onfocus=alert(5) autofocus x=" Last chance to save! \' `',
    "\ud800 Last chance to save! \u2028 \u2029",
]


def test_hostile_copy_stays_text(browser: Browser, tmp_path: Path) -> None:
    documents = [
        Document(
            copy,
            {"body": copy, copy: "last chance " + copy},
            {
                "platform": copy.replace("\x00", "") or "x",
                "account": f"a{number}{copy}",
                "language": "en",
            },
        )
        for number, copy in enumerate(HOSTILE)
    ]
    checked = Linter(select=["urgency/last-chance"]).report(documents, keep=True)
    assert len(checked.findings) >= len(HOSTILE)
    report = Report(
        checked.findings,
        [Problem(copy, 1, copy) for copy in HOSTILE],
        checked.documents,
        HOSTILE,
        checked.rules,
    )
    opened = Opened(browser, saved(report, tmp_path / "hostile.html"))
    page = opened.page
    page.locator("#q").fill(HOSTILE[0])
    page.locator("#q").press("Enter")
    assert len(opened.rows()) == 1
    assert opened.asked == [opened.address]
    assert not opened.said
    for name, number in {"script": 1, "style": 1, "title": 1, "img": 0, "svg": 1}.items():
        assert page.locator(name).count() == number, name
    assert (
        page.evaluate(
            "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
            ".filter(a => /^on/.test(a.name) || /^(href|src|style)$/.test(a.name)"
            " && !/^(#|https?:|data:,$)/.test(a.value)).length"
        )
        == 0
    )
    copy = page.locator("#post-1 .block").first.text_content()
    assert copy == HOSTILE[0]
    text = page.locator("#post-5 .block").first.text_content()
    assert text == (
        "javascript:alert(4) Last chance to save! ␀ ␛[31m \\u202egnp.exe \\u200b [red]x[/red]"
    )


def test_nothing_is_loaded_and_nothing_may_be(browser: Browser, schedule: Path) -> None:
    opened = Opened(browser, schedule)
    assert opened.asked == [opened.address]
    assert not opened.said
    # Even if something got in, the policy of the page would keep it from being run or loaded.
    stopped = opened.page.evaluate(TRESPASS)
    assert stopped == [True, "connect-src", "img-src", "script-src-elem", "style-src-elem"]


# --- reading ----------------------------------------------------------------------------


def test_a_phrase_and_its_note_refer_to_each_other(browser: Browser, schedule: Path) -> None:
    page = Opened(browser, schedule).page
    mark = page.locator("#post-27 .hit")
    note = page.locator("#post-27 .note")
    assert mark.text_content() == "Only 2 left"
    assert mark.get_attribute("href") == "#" + str(note.get_attribute("id"))
    described = page.locator("#" + str(mark.get_attribute("aria-describedby")))
    assert "Only 2 left" in str(described.text_content())
    assert note.locator("a.number").get_attribute("href") == "#" + str(mark.get_attribute("id"))
    mark.focus()
    assert "lit" in str(note.get_attribute("class"))
    note.hover()
    assert "lit" in str(mark.get_attribute("class"))


def test_the_calendar_shows_which_days_belong_together(browser: Browser, schedule: Path) -> None:
    page = Opened(browser, schedule).page
    assert page.locator("#calendar caption").all_text_contents() == ["November 2026"]
    assert page.locator("#calendar th[scope=col]").count() == 7
    dot = page.locator('a.dot[data-post="post-7"]')
    assert dot.get_attribute("aria-label") == (
        "row 7, Wed 4 Nov 2026 09:00, instagram, to review, 1 finding, linked with 3 posts"
    )
    dot.focus()
    days = page.locator("td.partner-day time").evaluate_all("all => all.map(d => d.dateTime)")
    assert days == ["2026-11-09", "2026-11-12", "2026-11-15"]


def test_linked_posts_are_named_with_their_day_and_words(browser: Browser, schedule: Path) -> None:
    page = Opened(browser, schedule, "#post-16").page
    there, back = page.locator("#post-16 .others").all()
    assert there.inner_text().split("\n\n") == ["↔ Does not fit:", "row 7, 4 Nov: ends tonight"]
    assert [line for line in back.inner_text().split("\n") if line] == [
        "↔ Other posts do not fit this one:",
        "row 22, 12 Nov: ends tonight",
        "row 28, 15 Nov: ends tonight",
    ]


@pytest.mark.parametrize("clipboard", ["allowed", "refused"])
def test_advice_is_copied(browser: Browser, schedule: Path, clipboard: str) -> None:
    opened = Opened(browser, schedule)
    page = opened.page
    opened.context.grant_permissions(["clipboard-read", "clipboard-write"])
    if clipboard == "refused":
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
    page.locator("#post-7 button.copy").nth(1).click()
    page.wait_for_function("document.querySelector('#said').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == "offer.ends: 2026-11-04"
    page.locator("#post-7 button.copy").first.press("Enter")
    page.wait_for_function(
        "navigator.clipboard.readText().then(t => t.startsWith('Is there really an end?'))"
    )


def test_everything_works_with_the_keyboard(browser: Browser, schedule: Path) -> None:
    opened = Opened(browser, schedule)
    page = opened.page

    def focused() -> Any:
        return page.evaluate(
            "(e => e.id || e.value || e.dataset.post || e.className)(document.activeElement)"
        )

    page.keyboard.press("Tab")
    assert focused() == "skip"
    page.keyboard.press("Tab")
    assert focused() == "auto"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.keyboard.press("Tab")
    assert focused() == "post-1"
    page.locator("#q").focus()
    page.keyboard.press("Tab")
    assert focused() == "fail"
    page.keyboard.press("Space")
    assert opened.rows() == FAILS
    page.locator("#clear").focus()
    page.keyboard.press("Enter")
    assert len(opened.rows()) == 60
    page.locator("#post-1 summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("#post-1 .block").first.is_visible()
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.card').id") == "post-1"


def test_the_theme_is_kept(browser: Browser, schedule: Path) -> None:
    page = Opened(browser, schedule, color_scheme="light").page
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_label("Dark").check(force=True)
    dark = page.evaluate(paper)
    assert light != dark
    page.reload()
    assert page.evaluate(paper) == dark
    page.emulate_media(media="print")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"


def test_paper_shows_posts_without_controls(browser: Browser, schedule: Path) -> None:
    opened = Opened(browser, schedule, "#status=fail")
    opened.page.emulate_media(media="print")
    for control in (".filters form", ".result", ".themes", "button.copy", ".skip"):
        assert not opened.page.locator(control).first.is_visible(), control
    assert opened.rows() == FAILS
    mark = opened.page.locator("#post-27 .hit mark")
    style = "e => getComputedStyle(e).textDecorationLine"
    assert mark.evaluate(style) == "underline"
    number = "e => getComputedStyle(e, '::after').content"
    assert opened.page.locator("#post-27 .hit").evaluate(number) == '"1"'


def test_paper_shows_lists_that_are_folded(browser: Browser, tmp_path: Path) -> None:
    documents = [Document(f"{number}.txt", {"body": "Good morning."}) for number in range(8)]
    page = Opened(browser, saved(Linter().report(documents, keep=True), tmp_path / "r.html")).page
    listed = page.locator(".remarks details li").last
    assert not listed.is_visible()
    page.emulate_media(media="print")
    assert listed.is_visible()


def test_without_a_script_everything_can_be_read(browser: Browser, schedule: Path) -> None:
    opened = Opened(browser, schedule, java_script_enabled=False)
    page = opened.page
    assert len(opened.rows()) == 60
    for control in ("#filters", "#themes", "button.copy"):
        assert not page.locator(control).first.is_visible(), control
    assert page.locator("#post-27 .message").is_visible()
    page.locator("#post-1 summary").click()
    assert page.locator("#post-1 .block").first.is_visible()
    page.locator("#post-27 .hit").click()
    assert page.url.endswith("#f27-1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(
    browser: Browser, schedule: Path, drafts: Path, scheme: str, width: int
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-core is not installed"
    )
    for path in (schedule, drafts):
        view = {"width": width, "height": 900}
        # axe itself is a script that the page's policy forbids.
        opened = Opened(browser, path, viewport=view, color_scheme=scheme, bypass_csp=True)
        opened.page.evaluate(
            "() => { document.querySelectorAll('.card').forEach("
            "c => { c.style.contentVisibility = 'visible' });"
            "document.querySelectorAll('details').forEach(d => { d.open = true }) }"
        )
        found = axe.Axe().run(opened.page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
        assert opened.page.evaluate("document.documentElement.scrollWidth") == width


# --- size -------------------------------------------------------------------------------


def test_two_thousand_posts_are_filtered_in_one_pass(browser: Browser, tmp_path: Path) -> None:
    documents = [
        Document(
            "plan.csv",
            {"body": f"Post {number}: " + ("last chance" if number % 4 == 0 else "good morning")},
            {
                "platform": ("instagram", "x")[number % 2],
                "published": f"2026-11-{number % 30 + 1}"
                if number % 30 > 8
                else f"2026-11-0{number % 30 + 1}",
            },
            row=number,
        )
        for number in range(1, 2_001)
    ]
    report = Linter(select=["urgency/last-chance"]).report(documents, keep=True)
    path = saved(report, tmp_path / "many.html")
    opened = Opened(browser, path)
    page = opened.page
    changes = """async () => {
      let count = 0;
      const watch = new MutationObserver((records) => {
        count += records.filter((r) => r.target.matches?.('.card, .note, .hit')).length;
      });
      watch.observe(document.body, {subtree: true, attributes: true, childList: true});
      const box = document.querySelector('input[name=platform][value=x]');
      const start = performance.now();
      box.click();
      document.body.getBoundingClientRect();
      const took = performance.now() - start;
      await new Promise(requestAnimationFrame);
      watch.disconnect();
      return [count, took];
    }"""
    count, took = page.evaluate(changes)
    opened_in = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    print(f"{path.stat().st_size:,} bytes; opened in {opened_in:.0f} ms; filtered in {took:.0f} ms")
    # Each post that is put away is touched once, and no other.
    assert count == 1_000
    assert opened.result() == "1,000 of 2,000 posts shown, 0 findings"
    assert not opened.said
