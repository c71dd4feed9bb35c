// What was found, in the words that came back.

import { all, byId, made } from "./dom.js";

const MOST = 200;

// Findings as they came, with `from` and `to` in UTF-16 units.
export const shown = { findings: [] };

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
      const button = made("button", "fix", fix.title,
        fix.safe ? "" : made("span", "claims", " (changes what it says)"));
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
let drawn = "";
export const showNotes = (findings) => {
  shown.findings = findings;
  const said = findings.slice(0, MOST).map(({ start, end, from, to, fixes, ...rest }) =>
    [rest, from < to, fixes.map((fix) => fix.title)]);
  const now = JSON.stringify([said, findings.length]);
  if (now === drawn) return;
  drawn = now;
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

export const showProblems = (problems, remarks) => {
  const items = problems.map((problem) => made("li", problem.level,
    made("strong", "", problem.level === "error" ? "Problem" : "Notice"), " ",
    problem.place ? `${problem.place}: ` : "", problem.message));
  items.push(...remarks.map((remark) => made("li", "",
    made("strong", "", "Not judged"), " ", remark)));
  byId("problems").replaceChildren(...items);
  byId("problems").hidden = !items.length;
};
