/** The page that the worker shows where it has nothing: why, the way back, and what there is instead. */

import { Store } from "../submissions/store.js";
import { pagesOf, showPages, state } from "./phone.js";

const why = document.documentElement.dataset.why ?? "nothing";
const known = state();
document.addEventListener("submit", signOut); // before it is known who was in: she may be quick
const { reader } = await known;
const isSomebody = Boolean(reader) && reader !== "nobody";

for (const part of document.querySelectorAll("[data-why]:not(html)")) part.hidden = part.dataset.why !== why;
/** @type {HTMLElement | null} what the phone does by itself where the portal is not reached */
const alone = document.querySelector(`[data-why="${why}"][data-script]`);
if (alone) import(alone.dataset.script);
const isOnlyAway = why === "nothing" || alone !== null;
const back = document.querySelector("[data-back]");
back.hidden = history.length < 2 || why === "signed-out";
back.addEventListener("click", () => history.back());
const again = document.querySelector("[data-again]");
again.hidden = !isOnlyAway;
again.addEventListener("click", () => location.reload());
window.addEventListener("online", () => isOnlyAway && location.reload());
if (isSomebody && why !== "signed-out") {
  const pages = await pagesOf(reader).catch(() => []);
  showPages(document.querySelector("[data-kept-pages]"), pages);
  document.querySelector("[data-kept-section]").hidden = pages.length === 0;
}

/** What she typed and did not send goes with her. @param {SubmitEvent} event */
async function signOut(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.closest("[data-why=signing-out]")) return;
  event.preventDefault();
  const { reader } = await known;
  if (reader && reader !== "nobody") await new Store(reader).forgetNotes();
  form.submit();
}
