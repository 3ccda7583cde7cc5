/* What a reader has chosen on the help page, kept in the browser. Everything is on until it is switched off. */

const settings = (() => {
  const key = (name) => `kunskapsbanken.${name}`;

  /* Without a store, as in some private windows, a choice holds until the window is closed. */
  const chosen = new Map();

  function isOn(name) {
    try {
      return (chosen.get(name) ?? localStorage.getItem(key(name))) !== "av";
    } catch {
      return chosen.get(name) !== "av";
    }
  }

  function choose(name, on) {
    chosen.set(name, on ? "på" : "av");
    try {
      localStorage.setItem(key(name), chosen.get(name));
    } catch {
      /* There is no store; see above. */
    }
  }

  function listen() {
    document.addEventListener("change", ({ target }) => {
      if (target.matches?.(".kb input[data-setting]")) choose(target.dataset.setting, target.checked);
    });
  }

  function prepare() {
    for (const box of document.querySelectorAll(".kb input[data-setting]")) box.checked = isOn(box.dataset.setting);
  }

  return { isOn, listen, prepare };
})();
