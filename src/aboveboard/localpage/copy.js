// The fields of copy: text areas, each on a mirror that marks the phrases.

import { byId, made } from "./dom.js";

// Places come in code points; texts here count UTF-16 units.
export const unitsOf = (text) => {
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
export const editors = {};
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
export const moved = (editor) => {
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

// Marks are places in the text that was checked; it may have been typed on in the meantime.
export const mark = (editor, text, marks) => {
  editor.marks = marks;
  editor.text = text;
  moved(editor);
};
