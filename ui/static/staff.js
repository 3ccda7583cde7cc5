/* Keeps the pages of staff up to date; all of them work without it. */

const status = document.getElementById("besked");
const working = document.querySelector("[data-working]");

/* Asks how far a piece of work has come, and shows the page anew when it has ended. */
async function follow() {
  const address = new URL(location.href);
  address.searchParams.set("nu", "1");
  try {
    const answer = await fetch(address, { credentials: "same-origin", redirect: "manual" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-working]");
    if (!now) return location.replace(location.href);
    if (working.textContent !== now.textContent) {
      working.textContent = now.textContent;
      status.textContent = now.textContent;
    }
  } catch {
    /* The server may be starting anew: it is asked again. */
  }
  setTimeout(follow, 1500);
}
if (working) setTimeout(follow, 1500);

/* Says that a form is on its way, and lets it be sent once. */
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    status.textContent = form.dataset.busy;
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  });
}
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
