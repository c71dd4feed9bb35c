// What is known of the copy: the choices above it, and the facts below.

import { all, byId } from "./dom.js";

const factFields = all("[data-fact]");
const places = all('input[name="jurisdiction"]');
const chosenPlaces = () => places.filter((box) => box.checked).map((box) => box.value);
const configuredPlaces = chosenPlaces().join();

export const facts = () => {
  const found = {};
  for (const name of ["kind", "platform"]) if (byId(name).value) found[name] = byId(name).value;
  // Left alone, the configuration or the front matter says it.
  if (chosenPlaces().join() !== configuredPlaces) found.jurisdictions = chosenPlaces();
  for (const field of factFields) {
    const value = field.value.trim();
    field.classList.toggle("filled", value !== "");
    if (value) found[field.dataset.fact] = value;
  }
  // A row that is still being filled in is not wrong yet.
  const isUnfinished = (row) => row.contains(document.activeElement)
    && all("[data-evidence]", row).slice(0, 2).some((input) => !input.value.trim());
  const rows = all(".evidence-row").filter((row) => !isUnfinished(row)).map((row) => Object.fromEntries(
    all("[data-evidence]", row)
      .map((input) => [input.dataset.evidence, input.value.trim()])
      .filter(([, value]) => value),
  )).filter((row) => Object.keys(row).length);
  if (rows.length) found.evidence = rows;
  return found;
};

export const isMail = () => byId("kind").value === "email";
export const showChoices = () => {
  byId("subject-field").hidden = !isMail();
  const titles = places.filter((box) => box.checked).map((box) => box.dataset.title);
  byId("places").textContent = titles.join(", ") || "none chosen";
};

export const newRow = () => {
  const row = byId("evidence-row").content.firstElementChild.cloneNode(true);
  byId("evidence").append(row);
  return row;
};

export const showFaults = (faults) => {
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
