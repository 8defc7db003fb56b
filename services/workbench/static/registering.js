// The counter: a card that was read fills the fields, and a group opens the rows of its representatives.
//
// A reader of identity cards reaches this page in one of three ways, and the server understands the text of all of them
// (services/workbench/id_card.py), with or without this file:
//   1. it types, as most do: into the identity field, where the caret starts and F2 leads; fields parted by commas, not by Enter;
//   2. its text is pasted there;
//   3. its driver is a page script or an extension:
//        document.dispatchEvent(new CustomEvent("lianjie:card", { detail: "覃桂兰,女,壮,19580614,河西街道…,450199…" }))
"use strict";

const identity = () => document.getElementById("id_no");

document.addEventListener("lianjie:card", (event) => {
  const field = identity();
  if (!field || typeof event.detail !== "string") return;
  field.value = event.detail.replace(/[\r\n]+/g, ",");
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// The server has recognised a card: what it tells stands in <data> elements beside the field.
document.addEventListener("htmx:afterSettle", () => {
  const told = [...document.querySelectorAll("#identity [data-card]")];
  if (!told.length) return;
  for (const each of told) {
    const field = document.getElementById(each.dataset.card);
    if (field) field.value = each.value;
    each.remove();
  }
  document.activeElement === identity() && document.getElementById("phone")?.focus();
  identity()?.dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("input", (event) => {
  if (event.target.id !== "headcount") return;
  const rows = document.getElementById("representatives");
  if (rows && Number(event.target.value) > 1) rows.open = true;
});
