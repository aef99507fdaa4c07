/** The first messages of talks that are not open yet, as long as they wait on the phone. */

import { showItems } from "../submissions/items.js";
import { mustAsk, mustBeMended } from "../submissions/outbox.js";

export const KIND = "talk-begin";

/**
 * @param {HTMLElement} list @param {HTMLElement} mould the template of one
 * @param {import("../submissions/outbox.js").Outbox} outbox
 * @param {{isShown?: (record: import("../submissions/store.js").Kept) => boolean,
 *   takeBack?: ((id: string) => void) | null}} ways
 */
export async function showFirstMessages(list, mould, outbox, { isShown = () => true, takeBack = null }) {
  const waiting = (await outbox.records()).filter((record) => record.kind === KIND && isShown(record));
  showItems(list, waiting.map(factsOf), item, (next) => next?.querySelector("button:not([hidden]), a:not([hidden])")?.focus());
  list.hidden = waiting.length === 0;

  /** @param {import("../submissions/store.js").Kept} record */
  function factsOf(record) {
    const { id, title, fields, page, refused } = record;
    const needsHer = Boolean(refused) || mustAsk(record);
    const canGo = !mustBeMended(record);
    const state = mustAsk(record) ? "asks" : outbox.whyHere(record);
    return { id, title, text: String(fields.body), page, needsHer, canGo, state, sentence: refused?.sentence ?? "" };
  }

  /** @param {ReturnType<typeof factsOf>} facts */
  function item({ id, title, text, page, needsHer, canGo, state, sentence }) {
    const first = /** @type {HTMLTemplateElement} */ (mould).content.firstElementChild;
    const shown = /** @type {Element} */ (first.cloneNode(true));
    const part = (name) => shown.querySelector(`[data-part="${name}"], [data-press="${name}"]`);
    part("title").textContent = title;
    part("text").textContent = text;
    part("state").textContent = sentence || part("state").getAttribute(`data-${state}`);
    part("send").hidden = !needsHer || !canGo;
    part("send").addEventListener("click", () => outbox.confirm(id));
    part("back").hidden = !takeBack;
    part("back").addEventListener("click", () => takeBack(id));
    part("page").hidden = Boolean(takeBack);
    part("page").href = page;
    return shown;
  }
}
