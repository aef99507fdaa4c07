/** A list of works that was drawn before something was handed in here says of it what is so. */

import { outboxOf } from "../submissions/outbox.js";
import { lastOf, showState } from "./kept_work.js";

const list = /** @type {HTMLElement} */ (document.querySelector("[data-works]"));
const outbox = outboxOf(list.dataset.works);

async function show() {
  for (const work of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-work]"))) {
    const { waiting, received } = await lastOf(outbox, `${work.dataset.work}/${outbox.person}`);
    // A work that the list knows of has come in once: which version it knows, it does not say.
    const isNew = received && "notHandedIn" in work.dataset;
    showState(work, waiting ? outbox.whyHere(waiting) : isNew ? "received" : "drawn");
  }
}

outbox.addEventListener("changed", show);
outbox.addEventListener("line", show);
show();
