/**
 * On a page that the phone can do without the portal (offline/kinds.py, `DoneAlone`): whoever opens it has the worker from
 * then on, also who has no account. For her it keeps what that page needs, and no more.
 */

import { keepsPages, worker } from "./phone.js";

const note = /** @type {HTMLElement} */ (document.querySelector("[data-for-anybody]"));

if (keepsPages()) {
  // After the page itself.
  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
}

async function start() {
  try {
    const isThere = await navigator.serviceWorker.getRegistration("/");
    const { forStrangers } = note.dataset; // who is signed in has it by `keeping.js`
    if (!isThere && forStrangers) await navigator.serviceWorker.register(forStrangers, { scope: "/", updateViaCache: "none" });
    note.hidden = !(await worker());
  } catch {
    // A private window, or a line that went: it opens with network only.
  }
}
