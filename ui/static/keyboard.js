/* Shortcuts of one key, which can be switched off on the help page (WCAG 2.1.4): / to the search field, j and k to the
   next and previous hit, or match in a document. Streamlit's own (r and c) would run the page anew and never apply. */

const keyboard = (() => {
  const STREAMLITS = ["r", "c"];

  function listen() {
    addEventListener("keydown", pressed, true);
  }

  function pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyped(event.target)) return;
    if (STREAMLITS.includes(event.key.toLowerCase())) return event.stopImmediatePropagation();
    if (!settings.isOn("keys")) return;
    if (event.key === "/") toField(event);
    if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  }

  function isTyped(target) {
    return target.matches?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
  }

  function toField(event) {
    event.preventDefault();
    const field = document.getElementById("q");
    field?.focus();
    field?.select();
  }

  function step(by) {
    const hits = [...document.querySelectorAll(".kb-hits h2 a")];
    if (hits.length === 0) {
      const mark = matches.step(by);
      if (mark) mark.tabIndex = -1;
      return mark?.focus({ preventScroll: true });
    }
    const at = hits.indexOf(document.activeElement);
    hits[Math.min(Math.max(at < 0 && by < 0 ? 0 : at + by, 0), hits.length - 1)].focus();
  }

  return { listen };
})();
