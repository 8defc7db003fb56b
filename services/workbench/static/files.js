// A file that is empty or too large is named before it is sent: what was typed stays, and nobody waits for a refusal.
// Without this file the server says the same, later.
"use strict";

const MEGABYTE = 2 ** 20;

function fault(input) {
  const files = [...input.files];
  const empty = files.find((file) => file.size === 0);
  if (empty) return input.dataset.empty.replace("{name}", empty.name);
  if (files.reduce((sum, file) => sum + file.size, 0) <= Number(input.dataset.most) * MEGABYTE) return "";
  const largest = files.reduce((one, other) => (one.size >= other.size ? one : other));
  return input.dataset.large.replace("{name}", largest.name).replace("{n}", String(Math.ceil(largest.size / MEGABYTE)));
}

addEventListener("change", ({ target }) => {
  if (!target.matches("input[type=file][data-most]")) return;
  target.setCustomValidity(fault(target));
  target.reportValidity();
});
