/* Buttons that copy an address or a text, where the browser lets a page do so. */

const copying = (() => {
  function prepare() {
    for (const button of document.querySelectorAll(".kb [data-do=copy]")) button.hidden = !navigator.clipboard;
  }

  /* `data-address` is an address relative to the page, "" for the page's own; `data-text` is the id of a text. */
  async function copy(button) {
    const { address, text } = button.dataset;
    const copied = text ? document.getElementById(text).textContent.trim() : permalink(address);
    const said = document.getElementById("besked");
    try {
      await navigator.clipboard.writeText(copied);
      button.dataset.copied = "";
      setTimeout(() => delete button.dataset.copied, 2000);
      said.textContent = text ? "Texten är kopierad." : "Länken är kopierad.";
    } catch {
      said.textContent = "Webbläsaren lät inte kunskapsbanken kopiera.";
    }
  }

  function permalink(address) {
    const url = new URL(address || location.href, document.baseURI);
    url.searchParams.delete(typing.UNFINISHED);
    return url.href;
  }

  return { prepare, copy };
})();
