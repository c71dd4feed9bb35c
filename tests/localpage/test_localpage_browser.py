"""The local page in a real Chromium, with the real server behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from browsers import TRESPASS, chromium
from page_server import Running, folder_of_a_house, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STOCK = "scarcity/only-n-left"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = folder_of_a_house(tmp_path_factory.mktemp("browser") / "house")
    with running(folder, "--port", "0") as found:
        yield found


class Desk:
    """The page, with everything it complained of and everything it asked for."""

    def __init__(self, browser: Browser, server: Running, **context: Any) -> None:
        self.context = browser.new_context(**context)
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.sent: list[Any] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(f"dialog: {dialog.message}"))
        self.context.on("request", self._note)
        self.page.goto(server.address)

    def _note(self, request: Any) -> None:
        self.asked.append(request.url)
        if request.method == "POST":
            self.sent.append(json.loads(request.post_data))

    def settled(self) -> None:
        """Wait until what is shown is about what is typed."""
        self.page.wait_for_selector("body[data-state=settled]")

    def write(self, text: str, field: str = "body") -> None:
        self.page.locator(f"#{field}").fill(text)
        self.settled()

    def paste(self, text: str) -> None:
        """Paste into the copy at the cursor, as the clipboard would."""
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.locator("#body").focus()
        self.page.keyboard.press("Control+V")
        self.settled()

    def marks(self, field: str = "body") -> list[str]:
        return self.page.locator(f".editor.{field} .mirror mark").all_text_contents()

    def spans(self, field: str = "body") -> list[tuple[int, int]]:
        """Where the marks stand, in UTF-16 units of the text area."""
        return [
            (start, end)
            for start, end in self.page.locator(f".editor.{field} .mirror").evaluate(
                """mirror => [...mirror.querySelectorAll('mark')].map((mark) => {
                  const before = document.createRange();
                  before.setStart(mirror, 0);
                  before.setEndBefore(mark);
                  const start = before.toString().length;
                  return [start, start + mark.textContent.length];
                })"""
            )
        ]

    def rules(self) -> list[str]:
        return self.page.locator(".note .cites code").all_text_contents()

    def summary(self) -> str:
        return self.page.locator("#summary").inner_text()

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.id"))


@pytest.fixture
def desk(browser: Browser, server: Running) -> Iterator[Desk]:
    opened = Desk(browser, server)
    opened.settled()
    yield opened
    assert opened.said == []
    opened.context.close()


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


# --- typing and marks -------------------------------------------------------------------


def test_an_empty_page_says_so_and_sends_nothing(desk: Desk) -> None:
    assert desk.summary() == "Nothing to check yet."
    desk.write("  \n ")
    assert desk.summary() == "Nothing to check yet."
    assert desk.sent == []


def test_phrases_are_marked_while_typing(desk: Desk) -> None:
    desk.page.locator("#body").press_sequentially("Our throws: only 3 left", delay=5)
    desk.settled()
    assert desk.marks() == ["only 3 left"]
    assert desk.rules() == [STOCK]
    assert desk.summary() == "Found 1 finding (1 warning) in 1 document."
    assert desk.page.locator("#status").inner_text() == "! to review"
    # Not a draft a key: what is typed in between is sent together.
    assert desk.sent[-1]["body"] == "Our throws: only 3 left"
    assert len(desk.sent) < 23
    desk.write("Our throws.")
    assert (desk.marks(), desk.rules()) == ([], [])
    assert desk.summary() == "All clear: 1 document checked."
    assert desk.page.locator("#status").inner_text() == "✓ passes"


@pytest.mark.parametrize(
    "before",
    [
        "",
        "🧣✨👨‍👩‍👧 ",
        "最後のチャンス、 ",
        "שלום עולם ",
        "مرحبا \u202babc\u202c ",
        "e\u0301 \u200b\t\u00a0",
        "\n\n \n",
        "𝐁𝐨𝐥𝐝 🏴\U000e0067\U000e0062\U000e007f ",
    ],
    ids=ascii,
)
def test_marks_stand_at_exactly_the_phrase(desk: Desk, before: str) -> None:
    desk.write(f"{before}only 3 left. {before}Only 4 left 🧣")
    first = units(before)
    second = first + len("only 3 left. ") + units(before)
    assert desk.marks() == ["only 3 left", "Only 4 left"]
    assert desk.spans() == [(first, first + 11), (second, second + 11)]


def test_pasted_line_ends_move_no_mark(desk: Desk) -> None:
    desk.paste("🧣 One\r\nTwo\rThree\n\r\nonly 3 left\r\n\r\n")
    text = desk.page.locator("#body").input_value()
    assert text == "🧣 One\nTwo\nThree\n\nonly 3 left\n\n"
    start = units(text[: text.index("only")])
    assert (desk.marks(), desk.spans()) == (["only 3 left"], [(start, start + 11)])


def test_a_surrogate_alone_moves_no_mark(desk: Desk) -> None:
    desk.page.evaluate(
        """() => {
          const area = document.getElementById('body');
          area.value = '\\ud800 x \\udc00 🧣 only 3 left';
          area.dispatchEvent(new Event('input', {bubbles: true}));
        }"""
    )
    desk.settled()
    assert (desk.marks(), desk.spans()) == (["only 3 left"], [(9, 20)])


LONG = (
    "Hurry\u00a0up: only 3 left, 🧣🧣🧣 and the last chance to save on "
    "averyveryveryverylongwordthatnobreakfits"
    * 4
    + "\n\n\tonly 4 left   \n   trailing   \nשלום only 5 left עולם\n最後のチャンスです。" * 3
    + "\n"
)


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_marks_lie_under_their_words_wherever_lines_break(
    browser: Browser, server: Running, width: int
) -> None:
    desk = Desk(browser, server, viewport={"width": width, "height": 900})
    desk.write(LONG)
    assert len(desk.marks()) > 5
    # Chromium does not say where the letters of a text area stand. So: the same text without
    # marks stands where the one with marks does, letter for letter, and is as tall as the area.
    apart, heights = desk.page.evaluate(
        """() => {
          const mirror = document.querySelector('.editor.body .mirror');
          const area = document.getElementById('body');
          const boxes = () => {
            const walker = document.createTreeWalker(mirror, NodeFilter.SHOW_TEXT);
            const found = [];
            while (walker.nextNode()) {
              for (let i = 0; i < walker.currentNode.length; i += 1) {
                const range = document.createRange();
                range.setStart(walker.currentNode, i);
                range.setEnd(walker.currentNode, i + 1);
                const box = range.getBoundingClientRect();
                found.push([box.left, box.top]);
              }
            }
            return found;
          };
          const marked = boxes();
          mirror.textContent = mirror.textContent;
          const plain = boxes();
          const apart = Math.max(...marked.map(([x, y], i) =>
            Math.max(Math.abs(x - plain[i][0]), Math.abs(y - plain[i][1]))));
          return [apart, [mirror.offsetHeight, area.offsetHeight, area.scrollHeight]];
        }"""
    )
    assert apart < 1
    assert len(set(heights)) == 1, heights
    style = """element => {
      const all = getComputedStyle(element);
      return ['font', 'letterSpacing', 'lineHeight', 'padding', 'whiteSpace', 'overflowWrap',
        'wordBreak', 'tabSize', 'textIndent', 'unicodeBidi', 'direction', 'width', 'textAlign',
        'fontKerning', 'fontVariantLigatures', 'hyphens'].map((name) => all[name]);
    }"""
    styles = [desk.page.locator(f".editor.body {at}").evaluate(style) for at in ("div", "textarea")]
    assert styles[0] == styles[1]
    desk.context.close()


def test_marks_move_with_their_words_before_the_answer_comes(desk: Desk) -> None:
    desk.write("One: only 3 left. Two: only 4 left.")
    desk.page.route("**/check", lambda route: None)  # no answer comes
    desk.page.locator("#body").evaluate("area => area.setSelectionRange(0, 0)")
    desk.page.keyboard.insert_text("🧣 ")
    assert desk.marks() == ["only 3 left", "only 4 left"]
    assert desk.spans()[0] == (8, 19)
    desk.page.locator("#body").evaluate("area => area.setSelectionRange(10, 12)")
    desk.page.keyboard.insert_text("x")
    assert desk.marks() == ["only 4 left"]


def test_an_answer_that_comes_late_is_about_what_was_sent(desk: Desk) -> None:
    waiting = []
    desk.page.route(
        "**/check", lambda route: route.continue_() if waiting else waiting.append(route)
    )
    desk.page.locator("#body").fill("only 3 left")
    desk.page.wait_for_selector("body[data-state=asking]")
    desk.page.locator("#body").fill("Now: only 3 left. Only 4 left")
    desk.page.wait_for_timeout(400)
    # One draft at a time: the second waits for the answer to the first.
    assert len(waiting) == 1
    waiting[0].continue_()
    desk.settled()
    assert [draft["body"] for draft in desk.sent] == [
        "only 3 left",
        "Now: only 3 left. Only 4 left",
    ]
    assert desk.marks() == ["only 3 left", "Only 4 left"]


# --- what is known ----------------------------------------------------------------------


def test_a_fact_clears_a_finding(desk: Desk) -> None:
    desk.write("only 3 left")
    desk.page.get_by_role("button", name="Fill in offer.stock").click()
    assert desk.focused() == "fact-offer-stock"
    desk.page.keyboard.type("3")
    desk.page.locator("#fact-offer-stock-as-of").fill("2026-11-24")
    desk.page.locator("#fact-published").fill("2026-11-24")
    desk.settled()
    assert desk.sent[-1]["facts"] == {
        "offer.stock": "3",
        "offer.stock-as-of": "2026-11-24",
        "published": "2026-11-24",
    }
    assert (desk.marks(), desk.rules()) == ([], [])


def test_a_wrong_value_is_said_at_its_field(desk: Desk) -> None:
    desk.write("only 3 left")
    field = desk.page.get_by_label("Offer ends")
    field.fill("soon")
    desk.settled()
    assert field.get_attribute("aria-invalid") == "true"
    fault = desk.page.locator("#fact-offer-ends-fault")
    assert fault.inner_text() == (
        "the fact 'offer.ends' must be a date such as 2026-11-30, or with a time and zone, "
        "2026-11-30T23:59Z, not 'soon'"
    )
    assert "fact-offer-ends-fault" in str(field.get_attribute("aria-describedby"))
    assert desk.page.locator("#problems li").all_inner_texts() == [
        "Problem 1 fact cannot be read: checked without"
    ]
    field.fill("2026-11-30")
    desk.settled()
    assert field.get_attribute("aria-invalid") == "false"
    assert not fault.is_visible()
    assert not desk.page.locator("#problems").is_visible()


def test_jurisdiction_platform_and_tie_decide_what_is_asked_for(desk: Desk) -> None:
    desk.write("This bag has changed how I pack for a weekend away. #gifted")
    assert desk.rules() == []
    assert desk.page.locator("#problems li").all_inner_texts() == [
        "Not judged no jurisdiction chosen: wording not graded"
    ]
    desk.page.get_by_label("Tie to the brand").select_option("gifted")
    desk.page.locator(".law summary").click()
    desk.page.get_by_role("checkbox", name="UK", exact=True).check(force=True)
    desk.settled()
    assert desk.page.locator("#places").inner_text() == "UK"
    assert desk.sent[-1]["facts"] == {"connection": "gifted", "jurisdictions": ["uk"]}
    assert desk.marks() == ["#gifted"]
    assert not desk.page.locator("#problems").is_visible()
    desk.page.get_by_label("Platform", exact=True).select_option("tiktok")
    desk.settled()
    assert desk.sent[-1]["facts"]["platform"] == "tiktok"


def test_a_mail_has_a_subject(desk: Desk) -> None:
    assert not desk.page.locator("#subject").is_visible()
    desk.page.get_by_label("Kind", exact=True).select_option("email")
    desk.write("🧣 last chance to save", "subject")
    desk.write("only 3 left")
    assert "".join(desk.marks("subject")) == "last chance to save"
    assert desk.spans("subject")[0][0] == 3
    assert desk.marks() == ["only 3 left"]
    desk.page.get_by_label("Kind", exact=True).select_option("")
    desk.settled()
    assert not desk.page.locator("#subject").is_visible()
    assert "subject" not in desk.sent[-1]
    assert desk.rules() == [STOCK]


def test_markdown_and_html_are_read_as_such(desk: Desk) -> None:
    desk.write("Only <b>3</b> left")
    assert desk.marks() == []
    desk.page.get_by_label("Written in").select_option("html")
    desk.settled()
    assert desk.marks() == ["Only <b>3</b> left"]


def test_evidence_is_a_row_a_claim(desk: Desk) -> None:
    desk.write("Join 10,000 happy customers")
    desk.page.get_by_role("button", name="Fill in evidence").click()
    desk.settled()
    claim = desk.page.get_by_label("What the copy says")
    assert claim.input_value() == "Join 10,000 happy customers"
    assert desk.sent[-1]["facts"] == {}  # nobody is told off while writing
    desk.page.keyboard.type("our order records")
    desk.page.get_by_label("Dated").fill("2026-11-01")
    desk.settled()
    assert desk.sent[-1]["facts"]["evidence"] == [
        {
            "claim": "Join 10,000 happy customers",
            "source": "our order records",
            "date": "2026-11-01",
        }
    ]
    assert desk.rules() == []
    desk.page.get_by_label("What shows it").fill("")
    desk.page.locator("#body").focus()
    desk.settled()
    assert desk.page.locator("#fact-evidence-fault").is_visible()
    desk.page.get_by_role("button", name="Remove").click()
    desk.settled()
    assert desk.sent[-1]["facts"] == {}
    assert len(desk.rules()) == 1
    assert desk.focused() == "add"


def test_notes_are_shown_when_they_are_asked_for(desk: Desk) -> None:
    desk.write("Was £90, now £45.")
    usual = desk.rules()
    desk.page.get_by_role("radio", name="Notes too").check(force=True)
    desk.settled()
    assert len(desk.rules()) > len(usual)
    assert desk.sent[-1]["severity"] == "note"


# --- notes ------------------------------------------------------------------------------


def test_a_phrase_and_its_note_lead_to_each_other(desk: Desk) -> None:
    text = "🧣 One: only 3 left. Two: only 4 left."
    desk.write(text)
    desk.page.get_by_role("button", name="Note 2: show the phrase in the copy").click()
    assert desk.focused() == "body"
    selected = desk.page.evaluate(
        "(a => a.value.slice(a.selectionStart, a.selectionEnd))(document.activeElement)"
    )
    assert selected == "only 4 left"
    assert desk.page.locator(".mirror mark.lit").all_text_contents() == ["only 4 left"]
    assert desk.page.locator(".note.lit").get_attribute("id") == "note-2"
    desk.page.keyboard.press("F8")
    assert desk.focused() == "note-2"
    desk.page.locator("#note-1").hover()
    assert desk.page.locator(".mirror mark.lit").all_text_contents() == ["only 3 left"]
    box = desk.page.locator(".mirror mark").nth(1).bounding_box()
    assert box is not None
    desk.page.mouse.move(box["x"] + 5, box["y"] + 5)
    assert desk.page.locator(".note.lit").get_attribute("id") == "note-2"


def test_a_note_says_why_and_what_it_rests_on_and_stays_open(desk: Desk) -> None:
    desk.write("only 3 left")
    why = desk.page.locator(".note details")
    why.locator("summary").click()
    link = why.get_by_role("link", name="EU UCPD Annex I no. 18")
    assert link.get_attribute("rel") == "noreferrer noopener"
    assert str(link.get_attribute("href")).startswith("https://")
    desk.write("Only 3 left, really. Last chance to save.")
    assert desk.page.locator(".note details[open]").count() == 1
    assert desk.page.locator("#note-1 details[open]").count() == 1


def test_a_fix_is_applied_and_can_be_undone(desk: Desk) -> None:
    desk.write("🧣 We leverage it, we leverage 🧣 it.")
    assert desk.marks() == ["leverage", "leverage"]
    button = desk.page.get_by_role("button", name="Write the word of the house")
    button.nth(1).click()
    desk.settled()
    area = desk.page.locator("#body")
    assert area.input_value() == "🧣 We leverage it, we reach 🧣 it."
    assert desk.marks() == ["leverage"]
    desk.page.keyboard.press("Control+Z")
    desk.settled()
    assert area.input_value() == "🧣 We leverage it, we leverage 🧣 it."
    # The other fix of the rule would bring a finding.
    assert desk.page.locator("button.fix").count() == 2


# --- safety -----------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script> Last chance to save!",
    '<img src=x onerror="alert(2)"> Last chance to save!',
    "</textarea></script></style></title>--><svg/onload=alert(3)> Last chance to save!",
    "javascript:alert(4) Last chance to save! \x1b[31m \u202egnp.exe [red]x[/red]",
    '" onfocus=alert(5) autofocus x=" Last chance to save! \' `',
]


def test_copy_and_facts_are_never_run(desk: Desk) -> None:
    for copy in HOSTILE:
        for format in ("text", "markdown", "html"):
            desk.page.get_by_label("Written in").select_option(format)
            for name in ("brand", "offer-ends"):
                desk.page.locator(f"#fact-{name}").fill(copy)
            desk.write(copy)
            mirror = desk.page.locator(".editor.body .mirror").text_content()
            assert mirror == copy + "\u200b"
    assert desk.page.locator("script").count() == 1
    assert desk.page.locator("img, svg, iframe, object").count() == 0
    shown = desk.page.locator("#fact-offer-ends-fault").inner_text()
    assert "autofocus" in shown


def test_nothing_is_asked_of_anybody_else_and_nothing_is_kept(desk: Desk, server: Running) -> None:
    desk.write("only 3 left, see https://example.com/x.png")
    desk.page.locator(".note summary").click()
    assert {urlsplit(url).netloc for url in desk.asked} == {f"127.0.0.1:{server.port}"}
    kept = desk.page.evaluate(
        "[Object.keys(localStorage), Object.keys(sessionStorage), document.cookie, location.href]"
    )
    assert kept == [[], [], "", server.address]
    desk.page.get_by_label("Dark").check(force=True)
    assert desk.page.evaluate("Object.entries(localStorage)") == [["aboveboard-theme", "dark"]]
    desk.page.reload()
    desk.settled()
    assert desk.page.locator("#body").input_value() == ""
    assert desk.page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_policy_of_the_page_keeps_out_what_got_in(desk: Desk) -> None:
    stopped = desk.page.evaluate(TRESPASS)
    assert stopped == [True, "connect-src", "img-src", "script-src-elem", "style-src-elem"]
    desk.said.clear()  # Chromium says that it stopped them


def test_copy_that_is_too_long_is_not_sent(desk: Desk) -> None:
    desk.page.locator("#body").evaluate(
        """area => {
          area.value = '🧣'.repeat(250_000);
          area.dispatchEvent(new Event('input', {bubbles: true}));
        }"""
    )
    desk.settled()
    assert desk.page.locator("#trouble").inner_text() == (
        "This is too long for the page: save it as a file and check that."
    )
    assert desk.sent == []
    desk.write("only 3 left")
    assert not desk.page.locator("#trouble").is_visible()


def test_a_server_that_is_gone_is_said_and_the_copy_stays(browser: Browser, tmp_path: Path) -> None:
    folder = folder_of_a_house(tmp_path / "house")
    with running(folder, "--port", "0") as first:
        desk = Desk(browser, first)
        desk.write("only 3 left")
        port = str(first.port)
    desk.page.locator("#body").press("End")
    desk.page.keyboard.type(". Only 4 left")
    desk.page.wait_for_selector("#trouble:not([hidden])")
    assert desk.page.locator("#trouble").inner_text() == (
        "aboveboard does not answer. Start it again with 'aboveboard serve'; your text stays here."
    )
    with running(folder, "--port", port):
        # It has a new word, which the page fetches by itself.
        desk.settled()
        assert desk.marks() == ["only 3 left", "Only 4 left"]
        assert not desk.page.locator("#trouble").is_visible()
    desk.context.close()


# --- for everybody ----------------------------------------------------------------------


def test_what_changes_is_announced_once_typing_rests(desk: Desk) -> None:
    said = desk.page.locator("#said")
    assert said.get_attribute("role") == "status"
    desk.write("only 3 left")
    said.filter(has_text="Found 1 finding (1 warning) in 1 document.").wait_for(state="attached")


def test_everything_can_be_reached_with_the_keyboard(desk: Desk) -> None:
    page = desk.page
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("(e => e.id || e.value || e.tagName)(document.activeElement)"))
    assert reached == ["A", "auto", "kind", "format", "platform", "SUMMARY", "body", "warning"]
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("only 3 left")
    desk.settled()
    assert desk.marks() == ["only 3 left"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(browser: Browser, server: Running, scheme: str, width: int) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-core is not installed"
    )
    # axe itself is a script that the page's policy forbids.
    view = {"width": width, "height": 900}
    desk = Desk(browser, server, viewport=view, color_scheme=scheme, bypass_csp=True)
    for copy in ("", "We leverage it: only 3 left, last chance to save! Join 10,000 customers."):
        desk.write(copy)
        if copy:
            desk.page.get_by_label("Kind", exact=True).select_option("email")
            desk.page.locator("#fact-offer-ends").fill("soon")
            desk.page.locator("#add").click()
            desk.page.locator(".law summary").click()
            desk.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            desk.settled()
        found = axe.Axe().run(desk.page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
        assert desk.page.evaluate("document.documentElement.scrollWidth") == width
    desk.context.close()
