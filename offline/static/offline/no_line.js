/** The page that the worker shows where it has nothing: why, the way back, and what there is instead. */

import { Store } from "../submissions/store.js";
import { pagesOf, showPages, state } from "./phone.js";

const why = document.documentElement.dataset.why ?? "nothing";
const known = state();
document.addEventListener("submit", signOut); // before it is known who was in: she may be quick
const { reader } = await known;
const isSomebody = Boolean(reader) && reader !== "nobody";

for (const part of document.querySelectorAll("[data-why]:not(html)")) part.hidden = part.dataset.why !== why;
const back = document.querySelector("[data-back]");
back.hidden = history.length < 2 || why === "signed-out";
back.addEventListener("click", () => history.back());
const again = document.querySelector("[data-again]");
again.hidden = why !== "nothing";
again.addEventListener("click", () => location.reload());
window.addEventListener("online", () => why === "nothing" && location.reload());
if (isSomebody && why !== "signed-out") {
  const pages = await pagesOf(reader).catch(() => []);
  showPages(document.querySelector("[data-kept-pages]"), pages);
  document.querySelector("[data-kept-section]").hidden = pages.length === 0;
}

/** What she typed and did not send goes with her. @param {SubmitEvent} event */
async function signOut(event) {
  event.preventDefault();
  const { reader } = await known;
  if (reader && reader !== "nobody") await new Store(reader).forgetNotes();
  /** @type {HTMLFormElement} */ (event.target).submit();
}
