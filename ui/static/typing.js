/* Searches while a query is being typed, on the pages of the search: the address says that its last word is unfinished,
   so that it means the same to whom gets it. Each pause in the typing takes the place of the one before in the history. */

const typing = (() => {
  const WAIT = 220;
  const FEWEST = 3;
  const UNFINISHED = "skriver";
  let waiting = 0;

  const field = () => document.getElementById("q");
  const isUnfinished = () => new URLSearchParams(location.search).has(UNFINISHED);

  function listen() {
    document.addEventListener("input", (event) => event.target === field() && typed(event));
    document.addEventListener("compositionend", (event) => event.target === field() && typed(event));
  }

  function typed(event) {
    stop();
    if (!event.isComposing && settings.isOn("typing")) waiting = setTimeout(search, WAIT);
  }

  function search() {
    const box = field();
    if (document.activeElement !== box || box.value.trim().length < FEWEST) return;
    if (box.value.trim() === box.getAttribute("value").trim()) return;
    if (new URL(box.form.action).pathname !== location.pathname) return;
    follow(formAddress(box.form, [UNFINISHED, "1"]), "typing");
  }

  function stop() {
    clearTimeout(waiting);
  }

  return { listen, stop, isUnfinished, UNFINISHED };
})();
