/* Walks through the matches of a document. Marks with nothing but space between them are one match. */

const matches = (() => {
  let shown = "";
  let current = -1;

  function all() {
    const found = [];
    for (const mark of document.querySelectorAll(".kb-passages mark")) {
      const before = mark.previousSibling;
      const joined = before?.nodeType === Node.TEXT_NODE && !before.nodeValue.trim() && before.previousSibling;
      if (joined && found.at(-1)?.includes(joined)) found.at(-1).push(mark);
      else found.push([mark]);
    }
    return found;
  }

  /* Shows the buttons where there is something to walk through; a new page begins before its first match. */
  function prepare() {
    const walk = document.getElementById("traffgang");
    if (!walk) return;
    const number = all().length;
    walk.hidden = number === 0;
    const page = location.pathname + location.search;
    if (page === shown) return point(all()[current]);
    shown = page;
    current = -1;
    document.getElementById("traffnummer").textContent = number === 1 ? "1 träff" : `${number} träffar`;
  }

  function step(by) {
    const found = all();
    if (found.length === 0) return null;
    current = current < 0 ? nearest(found, by) : (current + by + found.length) % found.length;
    point(found[current]);
    found[current][0].scrollIntoView({ block: "center" });
    document.getElementById("traffnummer").textContent = `Träff ${current + 1} av ${found.length}`;
    return found[current][0];
  }

  /* The walk begins at what the reader sees. */
  function nearest(found, by) {
    const below = found.findIndex(([mark]) => mark.getBoundingClientRect().top > 60);
    if (by > 0) return below < 0 ? 0 : below;
    return (below < 0 ? found.length : below) - 1 < 0 ? found.length - 1 : (below < 0 ? found.length : below) - 1;
  }

  function point(marks = []) {
    for (const old of document.querySelectorAll("mark.kb-current")) old.classList.remove("kb-current");
    for (const mark of marks) mark.classList.add("kb-current");
  }

  return { prepare, step };
})();
