// The self-service machine: when nobody has touched it for a while it forgets everything and begins again.
(() => {
  const IDLE = 90 * 1000; // milliseconds
  const start = document.body.dataset.start;
  if (!start) return;
  let waiting = 0;
  const again = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => location.replace(start), IDLE);
  };
  for (const touched of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(touched, again, { passive: true });
  addEventListener("pageshow", (shown) => { if (shown.persisted) location.replace(start); });
  again();
})();
