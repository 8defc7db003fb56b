// The keyboard of the window. Every page works without this file; the keys printed on the controls come from data-key.
"use strict";

const rows = () => [...document.querySelectorAll("table.list tr[data-row]")];
const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select") !== null;
let at = null; // id of the matter under the cursor; survives the poll that redraws the list
const chosen = new Map(); // explanations the reader has opened or closed, for the same reason

function moveTo(row) {
  if (!row) return;
  rows().forEach((each) => each.classList.toggle("at", each === row));
  at = row.dataset.row;
  row.querySelector("a").focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  const now = all.findIndex((row) => row.dataset.row === at);
  moveTo(all[Math.min(Math.max(now + by, 0), all.length - 1)]);
}

// X ticks the row under the cursor, as a click on its box does.
function tick() {
  rows().find((row) => row.dataset.row === at)?.querySelector("input[type=checkbox]")?.click();
}

function named(event) {
  const parts = [event.ctrlKey || event.metaKey ? "ctrl" : "", event.altKey ? "alt" : "", event.key.toLowerCase()];
  return parts.filter(Boolean).join("+");
}

function press(control) {
  if (control.matches("input:not([type=checkbox], [type=radio]), select")) control.focus();
  else if (control.type === "submit") control.form.requestSubmit(control);
  else control.click();
}

// Enter goes on to the next field, as clerks expect. Ticks are passed over (they have keys of their own); a text area
// of several lines keeps its Enter.
function goOn(event) {
  const form = event.target.closest("form[data-keys=form]");
  if (!form || event.key !== "Enter" || event.ctrlKey || !event.target.matches("input, select, textarea[data-line]")) return false;
  const fields = [...form.querySelectorAll("input:not([type=hidden]), select, textarea, button")].filter(
    (field) => field.checkVisibility() && !field.matches("[data-aside]") && field.type !== "checkbox" && (field.type !== "radio" || field.checked),
  );
  const next = fields.find((field) => event.target.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING);
  next?.focus();
  if (next?.matches("input")) next.select(); // as Tab does: what stands there is kept by going on, replaced by typing
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return; // an input method is choosing a character
  if (goOn(event)) return void event.preventDefault();
  const key = named(event);
  if (typing(event.target) && !key.includes("+") && !/^f\d/.test(key)) return;
  const control = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (key === "j") step(1);
  else if (key === "k") step(-1);
  else if (key === "x" && at && rows().length) tick();
  else if (control) press(control);
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  const opening = event.target.closest("summary")?.parentElement;
  if (opening?.id) chosen.set(opening.id, !opening.open);
});

document.addEventListener("htmx:afterSettle", () => {
  for (const [id, was] of chosen) {
    const found = document.getElementById(id);
    if (found) found.open = was;
  }
  const row = rows().find((each) => each.dataset.row === at);
  if (row) row.classList.add("at");
});
