/* The list of completions below the search field: a combobox after WAI-ARIA 1.2 (https://www.w3.org/TR/wai-aria-1.2/#combobox).

   The field keeps the focus and what is typed; the choice in the list is pointed to by aria-activedescendant. Without an
   answer from the server there is no list, and the field is an ordinary one. */

const completions = (() => {
  const WAIT = 120;
  const FEWEST = 2;
  let waiting = 0;
  let asking = null;

  const field = () => document.getElementById("q");
  const list = () => document.getElementById("forslag");
  const options = () => [...(list()?.children ?? [])];
  const isOpen = () => field()?.getAttribute("aria-expanded") === "true";
  const active = () => options().find((option) => option.getAttribute("aria-selected") === "true");

  function listen() {
    document.addEventListener("input", (event) => event.target === field() && typed(event));
    document.addEventListener("compositionend", (event) => event.target === field() && typed(event));
    document.addEventListener("keydown", (event) => event.target === field() && pressed(event), true);
    document.addEventListener("focusout", (event) => event.target === field() && close());
    /* A click in the list shall not take the focus from the field. */
    document.addEventListener("mousedown", (event) => event.target.closest?.("#forslag") && event.preventDefault());
    document.addEventListener("click", (event) => choose(event.target.closest?.("#forslag [role=option]")));
  }

  /* Says what the field is, once there is a script that makes it so. */
  function prepare() {
    const box = field();
    if (!box || !list() || box.getAttribute("role") === "combobox") return;
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": "forslag",
      "aria-expanded": "false",
    }))
      box.setAttribute(name, value);
  }

  function typed(event) {
    if (event.isComposing) return;
    clearTimeout(waiting);
    asking?.abort();
    if (field().value.trim().length < FEWEST) close();
    else waiting = setTimeout(ask, WAIT);
  }

  async function ask() {
    const text = field().value;
    asking?.abort();
    const mine = (asking = new AbortController());
    try {
      const answer = await fetch(`api/v1/suggest?q=${encodeURIComponent(text)}`, { signal: mine.signal });
      if (!answer.ok) return close();
      const { suggestion, completions } = await answer.json();
      if (mine.signal.aborted || document.activeElement !== field() || field().value !== text) return;
      open(text, completions.length || !suggestion ? completions : [suggestion]);
    } catch {
      /* Given up for a newer question, or no contact: the field works as before. */
      if (!mine.signal.aborted) close();
    }
  }

  function open(text, texts) {
    if (texts.length === 0) return close();
    list().replaceChildren(...texts.map((completion, number) => option(text, completion, number)));
    list().hidden = false;
    field().setAttribute("aria-expanded", "true");
    point(null);
    say(`${texts.length} förslag`);
  }

  function option(text, completion, number) {
    const item = document.createElement("li");
    item.id = `forslag-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.query = completion;
    const [from, to] = typedPart(text, completion);
    for (const [part, added] of [[completion.slice(0, from), true], [completion.slice(from, to)], [completion.slice(to), true]]) {
      if (part === "") continue;
      const piece = document.createElement("span");
      if (added) piece.className = "kb-added";
      piece.textContent = part;
      item.append(piece);
    }
    return item;
  }

  /* Where in a completion that stands which was typed: all of it, or as many of its last words as are found there. */
  function typedPart(text, completion) {
    const whole = plain(completion);
    const words = plain(text).trimStart();
    for (let start = 0; start < words.length; start += 1) {
      if (start > 0 && !/\s/.test(words[start - 1])) continue;
      for (let place = whole.indexOf(words.slice(start)); place >= 0; place = whole.indexOf(words.slice(start), place + 1)) {
        if (place === 0 || !/[\p{L}\p{N}]/u.test(whole[place - 1])) return [place, place + words.length - start];
      }
    }
    return [0, 0];
  }

  /* Lower case without dots and accents, letter by letter, so that places are the same. */
  function plain(text) {
    return [...text].map((letter) => letter.normalize("NFD")[0].toLowerCase().padEnd(letter.length)).join("");
  }

  function close() {
    clearTimeout(waiting);
    asking?.abort();
    if (!list()) return;
    list().hidden = true;
    list().replaceChildren();
    field().setAttribute("aria-expanded", "false");
    field().removeAttribute("aria-activedescendant");
    say("");
  }

  function say(words) {
    document.getElementById("forslag-besked").textContent = words;
  }

  function point(option) {
    active()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field().setAttribute("aria-activedescendant", option.id);
    else field().removeAttribute("aria-activedescendant");
  }

  function pressed(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen()) return event.key === "ArrowDown" && field().value.trim().length >= FEWEST ? ask() : undefined;
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && isOpen()) {
      if (active()) event.preventDefault();
      choose(active());
    }
  }

  /* From the last choice the arrow leads to none, which is what is typed, and on to the first. */
  function step(by) {
    const all = [null, ...options()];
    point(all[(all.indexOf(active() ?? null) + by + all.length) % all.length]);
  }

  function choose(option) {
    if (!option) return;
    field().value = option.dataset.query;
    close();
    field().form.requestSubmit();
  }

  return { listen, prepare, close };
})();
