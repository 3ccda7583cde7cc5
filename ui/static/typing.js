/* Searches while a query is typed, on the pages of the search: the address says that its last word is unfinished, so that
   it means the same to whom gets it. Each pause in the typing takes the place of the one before in the history.

   The page comes beside Streamlit, from a route that makes it just as Streamlit's script does, but sooner. One question
   at a time is on its way, the newest is the next, and whatever else leads to another page takes its place. Streamlit is
   not told of these addresses; it reads the browser's own when it makes a page next. */

const typing = (() => {
  const WAIT = 100;
  const REST = 700;
  const PATIENCE = 500;
  const SLOW = 1000;
  const FEWEST = 3;
  const UNFINISHED = "skriver";
  const PAGES = "sok/medan";
  /* Timers: until a pause is one, until the typing rests, until it is told that the answer takes time. */
  let waiting = 0;
  let resting = 0;
  let slow = 0;
  /* The question that is on its way, { address, given, overdue }, and the address to ask for after it. */
  let asking = null;
  let wanted = null;
  let status = "";

  const field = () => document.getElementById("q");
  const isUnfinished = () => new URLSearchParams(location.search).has(UNFINISHED);

  function listen() {
    document.addEventListener("input", (event) => event.target === field() && typed(event));
    document.addEventListener("compositionstart", (event) => event.target === field() && stop());
    document.addEventListener("compositionend", (event) => event.target === field() && typed(event));
  }

  function typed(event) {
    clearTimeout(waiting);
    if (event.isComposing || !settings.isOn("typing")) return;
    waiting = setTimeout(search, WAIT);
    clearTimeout(resting);
    resting = setTimeout(rest, REST);
  }

  function search() {
    waiting = 0;
    const box = field();
    if (document.activeElement !== box || new URL(box.form.action).pathname !== location.pathname) return;
    const text = box.value.trim();
    if (text.length < FEWEST || text === box.getAttribute("value").trim()) return stop();
    ask(formAddress(box.form, [UNFINISHED, "1"]));
  }

  function ask(address) {
    wanted = address === asking?.address ? null : address;
    if (wanted && (!asking || asking.overdue)) askNext();
  }

  /* The server does not notice when a question is given up, so a newer one waits for the one before it a while. */
  async function askNext() {
    asking?.given.abort();
    const mine = (asking = { address: wanted, given: new AbortController(), overdue: false });
    wanted = null;
    slow ||= setTimeout(sayThatItTakesTime, SLOW);
    const patience = setTimeout(() => {
      mine.overdue = true;
      if (mine === asking && wanted) askNext();
    }, PATIENCE);
    const page = await answerTo(mine);
    clearTimeout(patience);
    if (mine !== asking) return;
    const next = wanted;
    end();
    if (next) ask(next);
    if (page) showTyped({ ...page, address: mine.address });
    else if (!next && !waiting && connected()) follow(mine.address, "typing");
  }

  async function answerTo({ address, given }) {
    try {
      const answer = await fetch(PAGES + new URL(address, document.baseURI).search, { signal: given.signal });
      return answer.ok ? await answer.json() : null;
    } catch {
      /* Given up, or no contact. */
      return null;
    }
  }

  /* Gives up what is on its way and what waits, because something newer is. */
  function stop() {
    clearTimeout(waiting);
    waiting = 0;
    asking?.given.abort();
    end();
  }

  function end() {
    asking = wanted = null;
    clearTimeout(slow);
    if (slow) root.removeAttribute("aria-busy");
    slow = 0;
  }

  function sayThatItTakesTime() {
    root.setAttribute("aria-busy", "true");
    say("Söker …");
  }

  /* Takes the status of the page that is shown; that of a typed query waits until the typing rests: a reader who listens
     hears one number, not one for each letter. */
  function shown(words) {
    status = words;
    if (!resting) rest();
  }

  function rest() {
    resting = 0;
    if (!asking) say(status);
  }

  function say(words) {
    const node = document.getElementById("besked");
    if (node.textContent !== words) node.textContent = words;
  }

  return { listen, stop, shown, isUnfinished, UNFINISHED };
})();
