// Phrases and their notes: what belongs together lights up together, and leads to each other.

import { editors, moved } from "./copy.js";
import { all, byId } from "./dom.js";
import { newRow } from "./facts.js";
import { shown } from "./notes.js";

export const light = (numbers) => {
  const wanted = new Set(numbers.map(String));
  for (const note of all(".note")) note.classList.toggle("lit", wanted.has(note.id.slice(5)));
  for (const mark of all(".mirror mark")) {
    mark.classList.toggle("lit", mark.dataset.f.split(" ").some((n) => wanted.has(n)));
  }
};

const near = (note) => note.scrollIntoView({ block: "nearest" });

for (const editor of Object.values(editors)) {
  const { area, mirror } = editor;
  area.addEventListener("input", () => moved(editor));
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

// Where the phrase of a note stands now: typing moves it.
const markOf = (n) => editors[shown.findings[n - 1].field]?.marks.find((one) => one.n === n);

const phraseOf = (n) => {
  const mark = markOf(n);
  return mark ? editors[shown.findings[n - 1].field].area.value.slice(mark.start, mark.end) : "";
};

const showPhrase = (n) => {
  const mark = markOf(n);
  if (!mark) return;
  const { area, mirror } = editors[shown.findings[n - 1].field];
  area.focus({ preventScroll: true });
  area.setSelectionRange(mark.start, mark.end);
  light([n]);
  mirror.querySelector("mark.lit").scrollIntoView({ block: "nearest" });
};

const fillIn = (n) => {
  const found = shown.findings[n - 1];
  let field = document.querySelector(`[data-fact="${found.fact}"]`) || byId(found.fact);
  if (found.fact === "evidence") {
    const empty = all(".evidence-row").find((row) =>
      all("input", row).every((input) => !input.value));
    const row = empty || newRow();
    const [claim, source] = all("input", row);
    const phrase = phraseOf(n);
    if (phrase) claim.value = phrase.replace(/\s+/g, " ");
    field = phrase ? source : claim;
  }
  if (!field) return;
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
};

const apply = (found, fix) => {
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
};

// `isSettled()` says whether the notes are about the text as it stands; `later()` has it checked.
export const connect = (isSettled, later) => {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { show, fill, note, fix } = button.dataset;
    if (show) showPhrase(Number(show));
    if (fill) {
      fillIn(Number(fill));
      later();
    }
    if (fix && isSettled()) {
      apply(shown.findings[note - 1], shown.findings[note - 1].fixes[fix]);
      later();
    }
    if (button.id === "add") newRow().querySelector("input").focus();
    if (button.classList.contains("remove")) {
      button.closest(".evidence-row").remove();
      byId("add").focus();
      later();
    }
  });
};
