// The local page: it sends what is typed, and shows the words that come back. It knows nothing of
// rules, and keeps nothing but the theme.

import "./theme.js";
import { editors, mark, moved, unitsOf } from "./copy.js";
import { byId, meta } from "./dom.js";
import { facts, isMail, showChoices, showFaults } from "./facts.js";
import { connect } from "./links.js";
import { showNotes, showProblems } from "./notes.js";

let quiet = 0;
const say = (words) => {
  clearTimeout(quiet);
  quiet = setTimeout(() => { byId("said").textContent = words; }, 700);
};

const showAnswer = (answer, sent) => {
  for (const [name, editor] of Object.entries(editors)) {
    const text = sent[name] ?? "";
    const units = unitsOf(text);
    const own = (one) => one.field === name;
    for (const found of answer.findings.filter(own)) {
      for (const place of [found, ...found.fixes.flatMap((fix) => fix.edits)]) {
        [place.from, place.to] = [units(place.start), units(place.end)];
      }
    }
    mark(editor, text, answer.findings.flatMap((found, index) =>
      (own(found) && found.from < found.to
        ? [{ n: index + 1, severity: found.severity, start: found.from, end: found.to }] : [])));
  }
  byId("keys").hidden = !answer.findings.some((found) => found.from < found.to);
  showNotes(answer.findings);
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
};

const nothing = {
  status: null, summary: "Nothing to check yet.", findings: [], faults: [], problems: [],
  remarks: [],
};

// --- asking ---------------------------------------------------------------------------

const WAIT = 150; // milliseconds without a key
const AGAIN = 2000; // milliseconds until a server that is gone is asked again
let token = meta("token");
let timer = 0;
let isAsking = false;
let isOld = false; // something was typed since the last draft was sent

// For the style sheet, and for whoever waits: typing, asking, or settled.
const show = (state) => { document.body.dataset.state = state; };

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

class GoneError extends Error {}
const asked = (path, options) => fetch(path, options).catch(() => { throw new GoneError(); });

const post = (body) => asked("/check", {
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
    const page = await (await asked("/")).text();
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
    show("settled");
    return;
  }
  isAsking = true;
  show("asking");
  try {
    const answer = await ask(sent);
    trouble("");
    showAnswer(answer, sent);
    show("settled");
  } catch (error) {
    show(error instanceof GoneError ? "gone" : "settled");
    const isGone = error instanceof GoneError;
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
  show(isAsking ? "asking" : "typing");
  clearTimeout(timer);
  timer = setTimeout(check, WAIT);
};

byId("main").addEventListener("input", (event) => {
  if (!event.target.closest("textarea")) showChoices();
  later();
});

byId("evidence").addEventListener("focusout", later);

connect(() => !isOld && !isAsking, later);
showChoices();
for (const editor of Object.values(editors)) moved(editor);
later();
