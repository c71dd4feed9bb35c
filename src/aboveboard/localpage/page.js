"use strict";

// The page knows nothing of rules: it sends what is typed, and shows the words that come back.
// Whatever comes back or is typed becomes text, never markup. Nothing is kept but the theme.
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const made = (name, className = "", ...children) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };
  const meta = (name, page = document) => page.querySelector(`meta[name="${name}"]`).content;

  // --- theme ---------------------------------------------------------------------------

  const themes = byId("themes");
  const kept = (() => {
    try { return localStorage.getItem("aboveboard-theme"); } catch { return null; }
  })();
  const showTheme = (theme) => {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  };
  for (const input of all("input", themes)) {
    input.checked = input.value === (kept || "auto");
    input.addEventListener("change", () => {
      showTheme(input.value);
      try { localStorage.setItem("aboveboard-theme", input.value); } catch { /* private */ }
    });
  }
  showTheme(kept);
  themes.hidden = false;

  // --- the copy and its marks ----------------------------------------------------------

  // Places come in code points; texts here count UTF-16 units.
  const unitsOf = (text) => {
    const places = [];
    let unit = 0;
    for (const character of text) {
      places.push(unit);
      unit += character.length;
    }
    places.push(unit);
    return (point) => places[Math.min(point, places.length - 1)];
  };

  // A field of copy: `marks` are {n, severity, start, end} in UTF-16 units.
  const editors = {};
  for (const name of ["subject", "body"]) {
    const area = byId(name);
    editors[name] = {
      area, mirror: area.parentElement.querySelector(".mirror"), text: area.value, marks: [],
    };
  }

  const gravity = { note: 0, warning: 1, error: 2 };
  const drawn = ({ area, mirror, marks }) => {
    const text = area.value;
    const bounds = new Set([0, text.length]);
    for (const mark of marks) bounds.add(mark.start).add(mark.end);
    const places = [...bounds].sort((a, b) => a - b);
    const pieces = [];
    for (let index = 0; index + 1 < places.length; index += 1) {
      const [start, end] = [places[index], places[index + 1]];
      const piece = text.slice(start, end);
      const over = marks.filter((mark) => mark.start < end && start < mark.end);
      if (!over.length) {
        pieces.push(piece);
        continue;
      }
      const gravest = over.reduce((a, b) => (gravity[b.severity] > gravity[a.severity] ? b : a));
      const mark = made("mark", `s-${gravest.severity}`, piece);
      mark.dataset.f = over.map((one) => one.n).join(" ");
      const ends = over.filter((one) => one.end === end).map((one) => one.n);
      if (ends.length) mark.dataset.n = ends.join(", ");
      pieces.push(mark);
    }
    // A last line that is empty would have no height.
    mirror.replaceChildren(...pieces, "\u200b");
  };

  // Until the answer comes, marks move with the words that they are on.
  const moved = (editor) => {
    const [before, after] = [editor.text, editor.area.value];
    const most = Math.min(before.length, after.length);
    let head = 0;
    while (head < most && before[head] === after[head]) head += 1;
    let tail = 0;
    while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
    const changed = before.length - tail;
    const shift = after.length - before.length;
    editor.marks = editor.marks.flatMap((mark) => {
      if (mark.end <= head) return [mark];
      if (mark.start >= changed) {
        return [{ ...mark, start: mark.start + shift, end: mark.end + shift }];
      }
      return [];
    });
    editor.text = after;
    drawn(editor);
  };

  // --- what is known -------------------------------------------------------------------

  const factFields = all("[data-fact]");
  const places = all('input[name="jurisdiction"]');
  const chosenPlaces = () => places.filter((box) => box.checked).map((box) => box.value);
  const configuredPlaces = chosenPlaces().join();

  const facts = () => {
    const found = {};
    for (const name of ["kind", "platform"]) if (byId(name).value) found[name] = byId(name).value;
    // Left alone, the configuration or the front matter says it.
    if (chosenPlaces().join() !== configuredPlaces) found.jurisdictions = chosenPlaces();
    for (const field of factFields) {
      const value = field.value.trim();
      field.classList.toggle("filled", value !== "");
      if (value) found[field.dataset.fact] = value;
    }
    const rows = all(".evidence-row").map((row) => Object.fromEntries(
      all("[data-evidence]", row)
        .map((input) => [input.dataset.evidence, input.value.trim()])
        .filter(([, value]) => value),
    )).filter((row) => Object.keys(row).length);
    if (rows.length) found.evidence = rows;
    return found;
  };

  const isMail = () => byId("kind").value === "email";
  const showChoices = () => {
    byId("subject-field").hidden = !isMail();
    const titles = places.filter((box) => box.checked).map((box) => box.dataset.title);
    byId("places").textContent = titles.join(", ") || "none chosen";
  };

  const newRow = () => {
    const row = byId("evidence-row").content.firstElementChild.cloneNode(true);
    byId("evidence").append(row);
    return row;
  };

  const showFaults = (faults) => {
    const said = new Map(faults.map((fault) => [fault.fact, fault.message]));
    const mark = (field, slot, message) => {
      if (field) field.setAttribute("aria-invalid", message ? "true" : "false");
      slot.textContent = message || "";
      slot.hidden = !message;
    };
    for (const field of factFields) {
      mark(field, byId(`${field.id}-fault`), said.get(field.dataset.fact));
    }
    mark(null, byId("fact-evidence-fault"), said.get("evidence"));
  };

  // --- notes ---------------------------------------------------------------------------

  const MOST = 200;
  let findings = []; // as they came, with `from` and `to` in UTF-16 units

  const outLink = (cite) => {
    if (!/^https?:\/\//i.test(cite.url)) return cite.title;
    const link = made("a", "out", cite.title);
    link.href = cite.url;
    link.rel = "noreferrer noopener";
    link.target = "_blank";
    return link;
  };

  const noteOf = (found, n) => {
    const severity = found.severity;
    let number = made("span", "number", String(n));
    if (found.field && found.from < found.to) {
      number = made("button", "number", String(n));
      number.type = "button";
      number.dataset.show = n;
      number.setAttribute("aria-label", `Note ${n}: show the phrase in the copy`);
    }
    const name = severity[0].toUpperCase() + severity.slice(1);
    const message = made("p", "message", found.message);
    message.dir = "auto";
    const note = made("div", `note s-${severity}`,
      made("p", "note-head", number, made("strong", "severity", name),
        made("span", "verdict", found.verdict)),
      message);
    if (found.place) note.append(made("p", "place", found.place));
    if (found.advice) {
      note.append(made("p", "advice", made("b", "", "Instead"), " ", found.advice));
    }
    if (found.settles) {
      const line = made("p", "settles",
        made("b", "", "Settled by"), " ", made("code", "", found.settles), " ");
      if (found.fact) {
        const fill = made("button", "fill", "Fill in");
        fill.type = "button";
        fill.dataset.fill = n;
        fill.setAttribute("aria-label", `Fill in ${found.fact}`);
        line.append(fill);
      }
      note.append(line);
    }
    if (found.fixes.length && found.field) {
      note.append(made("div", "fixes", ...found.fixes.map((fix, index) => {
        const button = made("button", "fix", fix.title);
        button.type = "button";
        button.dataset.note = n;
        button.dataset.fix = index;
        return button;
      })));
    }
    const why = made("details", "", made("summary", "", "Why, and what it rests on"));
    why.dataset.key = found.rule;
    if (found.why) why.append(made("p", "", found.why));
    if (found.cites.length) {
      why.append(made("ul", "", ...found.cites.map((cite) => made("li", "", outLink(cite),
        cite.verified ? "" : " (official text not read)"))));
    }
    why.append(made("p", "cites", made("code", "", found.rule)));
    note.append(why);
    note.id = `note-${n}`;
    note.tabIndex = -1;
    note.setAttribute("role", "note");
    note.setAttribute("aria-label", `Note ${n}, ${severity}`);
    return note;
  };

  // Notes that say the same stay as they are: nobody loses the place while typing elsewhere.
  let shown = "";
  const showNotes = () => {
    const said = findings.slice(0, MOST).map(({ start, end, from, to, fixes, ...rest }) =>
      [rest, from < to, fixes.map((fix) => fix.title)]);
    const now = JSON.stringify([said, findings.length]);
    if (now === shown) return;
    shown = now;
    const list = byId("notes");
    const open = new Set(all("details[open]", list).map((why) => why.dataset.key));
    const focused = document.activeElement;
    const note = list.contains(focused) ? focused.closest(".note") : null;
    const place = note && [note.id, all("button, summary, a", note).indexOf(focused)];
    list.replaceChildren(...findings.slice(0, MOST).map((found, i) => noteOf(found, i + 1)));
    if (findings.length > MOST) {
      list.append(made("p", "hint", `and ${findings.length - MOST} more`));
    }
    for (const why of all("details", list)) why.open = open.has(why.dataset.key);
    if (!place) return;
    const again = byId(place[0]);
    const control = again && all("button, summary, a", again)[place[1]];
    (control || again || byId("body")).focus({ preventScroll: true });
  };

  const showProblems = (problems, remarks) => {
    const items = problems.map((problem) => made("li", problem.level,
      made("strong", "", problem.level === "error" ? "Problem" : "Notice"), " ",
      problem.place ? `${problem.place}: ` : "", problem.message));
    items.push(...remarks.map((remark) => made("li", "",
      made("strong", "", "Not judged"), " ", remark)));
    byId("problems").replaceChildren(...items);
    byId("problems").hidden = !items.length;
  };

  let quiet = 0;
  const say = (words) => {
    clearTimeout(quiet);
    quiet = setTimeout(() => { byId("said").textContent = words; }, 700);
  };

  const showAnswer = (answer, sent) => {
    for (const [name, editor] of Object.entries(editors)) {
      const units = unitsOf(sent[name] ?? "");
      for (const found of answer.findings) {
        if (found.field === name) {
          [found.from, found.to] = [units(found.start), units(found.end)];
          for (const fix of found.fixes) {
            for (const edit of fix.edits) {
              [edit.from, edit.to] = [units(edit.start), units(edit.end)];
            }
          }
        }
      }
      editor.marks = answer.findings.flatMap((found, index) =>
        (found.field === name && found.from < found.to
          ? [{ n: index + 1, severity: found.severity, start: found.from, end: found.to }] : []));
      editor.text = sent[name] ?? "";
      // Typed on in the meantime: the marks move along.
      moved(editor);
    }
    findings = answer.findings;
    showNotes();
    showFaults(answer.faults);
    showProblems(answer.problems, answer.remarks);
    const status = byId("status");
    status.hidden = !answer.status;
    if (answer.status) {
      status.className = `status ${answer.status.key}`;
      status.textContent = `${answer.status.sign} ${answer.status.words}`;
    }
    byId("summary").textContent = answer.summary;
    say(answer.summary);
    light([]);
  };

  const nothing = {
    status: null, summary: "Nothing to check yet.", findings: [], faults: [], problems: [],
    remarks: [],
  };

  // --- asking --------------------------------------------------------------------------

  const WAIT = 150; // milliseconds without a key
  const AGAIN = 2000; // milliseconds until a server that is gone is asked again
  let token = meta("token");
  let timer = 0;
  let isAsking = false;
  let isOld = false; // something was typed since the last draft was sent

  const trouble = (words) => {
    const box = byId("trouble");
    if (box.textContent !== words) box.textContent = words;
    box.hidden = !words;
  };

  const draft = () => ({
    format: byId("format").value,
    severity: document.querySelector('input[name="severity"]:checked').value,
    body: editors.body.area.value,
    ...(isMail() ? { subject: editors.subject.area.value } : {}),
    facts: facts(),
  });

  const post = (body) => fetch("/check", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Aboveboard-Token": token },
    body,
  });

  const ask = async (sent) => {
    const body = JSON.stringify(sent);
    const size = new TextEncoder().encode(body).length;
    if (size > Number(meta("limit"))) {
      throw new Error("This is too long for the page: save it as a file and check that.");
    }
    let response = await post(body);
    if (response.status === 403) {
      // The server was started anew and has a new word, which its page knows.
      const page = await (await fetch("/")).text();
      token = meta("token", new DOMParser().parseFromString(page, "text/html"));
      response = await post(body);
    }
    if (!response.ok) throw new Error((await response.text()).trim());
    return response.json();
  };

  const check = async () => {
    clearTimeout(timer);
    if (isAsking) return; // what is newest is sent when the answer is here
    isOld = false;
    const sent = draft();
    if (!(sent.body.trim() || (sent.subject ?? "").trim())) {
      trouble("");
      showAnswer(nothing, sent);
      byId("results").classList.remove("stale");
      return;
    }
    isAsking = true;
    try {
      const answer = await ask(sent);
      trouble("");
      showAnswer(answer, sent);
      byId("results").classList.toggle("stale", isOld);
    } catch (error) {
      byId("results").classList.add("stale");
      const isGone = error instanceof TypeError;
      trouble(isGone
        ? "aboveboard does not answer. Start it again with 'aboveboard serve'; your text stays here."
        : error.message);
      if (isGone) timer = setTimeout(check, AGAIN);
    } finally {
      isAsking = false;
    }
    if (isOld) later();
  };

  const later = () => {
    isOld = true;
    clearTimeout(timer);
    timer = setTimeout(check, WAIT);
  };

  // --- what belongs together lights up together ----------------------------------------

  const light = (numbers) => {
    const wanted = new Set(numbers.map(String));
    for (const note of all(".note")) note.classList.toggle("lit", wanted.has(note.id.slice(5)));
    for (const mark of all(".mirror mark")) {
      mark.classList.toggle("lit", mark.dataset.f.split(" ").some((n) => wanted.has(n)));
    }
  };

  const near = (note) => note.scrollIntoView({ block: "nearest" });

  for (const editor of Object.values(editors)) {
    const { area, mirror } = editor;
    area.addEventListener("input", () => {
      moved(editor);
      later();
    });
    const atCaret = () => editor.marks
      .filter((mark) => mark.start <= area.selectionStart && area.selectionStart <= mark.end)
      .map((mark) => mark.n);
    area.addEventListener("click", () => {
      const numbers = atCaret();
      light(numbers);
      // On a narrow screen the notes stand below: jumping there would take the copy away.
      if (numbers.length && matchMedia("(min-width: 60rem)").matches) {
        const note = byId(`note-${numbers[0]}`);
        if (note) near(note);
      }
    });
    area.addEventListener("keyup", (event) => {
      if (/^(Arrow|Home|End|Page)/.test(event.key)) light(atCaret());
    });
    area.addEventListener("keydown", (event) => {
      if (event.key !== "F8") return;
      event.preventDefault();
      const number = atCaret()[0];
      const note = number && byId(`note-${number}`);
      if (note) note.focus();
    });
    area.addEventListener("mousemove", (event) => {
      const over = all("mark", mirror).filter((mark) => [...mark.getClientRects()].some((box) =>
        box.left <= event.clientX && event.clientX <= box.right
        && box.top <= event.clientY && event.clientY <= box.bottom));
      light(over.flatMap((mark) => mark.dataset.f.split(" ")));
    });
    area.addEventListener("mouseleave", () => light([]));
  }

  byId("notes").addEventListener("mouseover", (event) => {
    const note = event.target.closest(".note");
    light(note ? [note.id.slice(5)] : []);
  });
  byId("notes").addEventListener("mouseleave", () => light([]));
  byId("notes").addEventListener("focusin", (event) => {
    const note = event.target.closest(".note");
    if (note) light([note.id.slice(5)]);
  });

  const showPhrase = (n) => {
    const name = findings[n - 1].field;
    const mark = editors[name].marks.find((one) => one.n === n);
    if (!mark) return;
    const { area, mirror } = editors[name];
    area.focus({ preventScroll: true });
    area.setSelectionRange(mark.start, mark.end);
    light([n]);
    mirror.querySelector("mark.lit").scrollIntoView({ block: "nearest" });
  };

  const fillIn = (found) => {
    let field = document.querySelector(`[data-fact="${found.fact}"]`) || byId(found.fact);
    if (found.fact === "evidence") {
      const empty = all(".evidence-row").find((row) =>
        all("input", row).every((input) => !input.value));
      const row = empty || newRow();
      const [claim, source] = all("input", row);
      const area = found.field && editors[found.field].area;
      if (area) claim.value = area.value.slice(found.from, found.to).replace(/\s+/g, " ");
      field = area ? source : claim;
    }
    if (!field) return;
    field.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  };

  const apply = (found, fix) => {
    // The places are those of the text that was checked.
    if (isOld || isAsking) return;
    const { area } = editors[found.field];
    area.focus();
    for (const edit of [...fix.edits].sort((a, b) => b.from - a.from)) {
      area.setSelectionRange(edit.from, edit.to);
      // Only this way can it be undone with Ctrl+Z.
      const done = edit.text
        ? document.execCommand("insertText", false, edit.text)
        : edit.from === edit.to || document.execCommand("delete");
      if (!done) area.setRangeText(edit.text, edit.from, edit.to, "end");
    }
    moved(editors[found.field]);
    later();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.show) showPhrase(Number(button.dataset.show));
    if (button.dataset.fill) fillIn(findings[button.dataset.fill - 1]);
    if (button.dataset.fix) {
      const found = findings[button.dataset.note - 1];
      apply(found, found.fixes[button.dataset.fix]);
    }
    if (button.id === "add") newRow().querySelector("input").focus();
    if (button.classList.contains("remove")) {
      button.closest(".evidence-row").remove();
      byId("add").focus();
      later();
    }
  });

  byId("main").addEventListener("input", (event) => {
    if (event.target.closest("textarea")) return;
    showChoices();
    later();
  });

  showChoices();
  for (const editor of Object.values(editors)) moved(editor);
  later();
})();
