/**
 * A talk that is begun without a line: its first messages are written on the page they are about, and wait there until
 * the portal has found or opened the talk for them. With a line the press leads to the talk, as without this script.
 */

import { showBusy, showIdle } from "../core/busy.js";
import { outboxOf } from "../submissions/outbox.js";
import { isThere } from "../submissions/transport.js";
import { isTooLong } from "./too_long.js";
import { KIND, showFirstMessages } from "./waiting_beginnings.js";

class FirstMessage {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    this.about = place.dataset.beginTalk;
    this.draft = `first ${this.about}`;
    this.outbox = outboxOf(place.dataset.person);
    this.form = /** @type {HTMLFormElement} */ (this.part("write"));
    this.text = this.form.querySelector("textarea");
    /** What was refused and is written anew here. */
    this.corrects = "";
    this.taken = /** @type {Set<string>} */ (new Set());
  }

  async start() {
    const { form, outbox, place, text } = this;
    const press = /** @type {HTMLFormElement} */ (place.querySelector("form[method=post]"));
    press.addEventListener("submit", async (event) => {
      event.preventDefault();
      showBusy(press);
      if (await isThere(outbox.person)) press.submit();
      else {
        showIdle(press);
        this.open();
      }
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.write();
    });
    text.addEventListener("input", () => this.keepDraft());
    outbox.addEventListener("changed", () => this.show());
    outbox.addEventListener("line", () => {
      this.part("no-line").hidden = outbox.line !== "offline";
      this.show();
    });
    outbox.addEventListener("outcome", ({ detail }) => detail.record.about === this.about && this.settle(detail));
    const { body = "", corrects = "" } = (await outbox.store.note(this.draft)) ?? {};
    if (!text.value) [text.value, this.corrects] = [body, corrects];
    if (text.value) form.hidden = false;
    await this.show();
  }

  open() {
    this.part("no-line").hidden = false;
    this.form.hidden = false;
    this.text.focus();
  }

  /** Kept first, then sent. */
  async write() {
    const { about, corrects, outbox, place, text } = this;
    const body = text.value.trim();
    text.focus();
    if (!body || isTooLong(text)) return;
    text.value = this.corrects = ""; // at once: pressed twice, nothing is left
    await outbox.put({ kind: KIND, about, title: place.dataset.title, fields: { body }, words: [body], asks: true, corrects });
    await this.keepDraft();
    outbox.wake();
  }

  /** Back into the field, before whatever else stands there. @param {string} id */
  async takeBack(id) {
    const record = (await this.outbox.records(this.about)).find((each) => each.id === id);
    if (!record || this.taken.has(id)) return; // it has left meanwhile, or was pressed twice
    this.taken.add(id);
    this.corrects = (record.refused ? id : record.corrects) || this.corrects;
    this.text.value = [record.fields.body, this.text.value].filter(Boolean).join("\n");
    this.form.hidden = false;
    this.text.focus();
    await this.keepDraft();
    await this.outbox.drop(id);
  }

  keepDraft() {
    const { corrects, draft, outbox, text } = this;
    return outbox.store.setNote(draft, text.value ? { body: text.value, corrects } : null);
  }

  show() {
    return showFirstMessages(this.part("waiting"), this.part("message"), this.outbox, {
      isShown: ({ about }) => about === this.about,
      takeBack: (id) => this.takeBack(id),
    });
  }

  /** What the portal keeps apart is gone from here as well, but not without a word. */
  settle({ state, sentence, facts }) {
    const [arrived, apart] = [this.part("arrived"), this.part("apart")];
    if (state === "received") arrived.querySelector("a").href = facts.next;
    if (state === "held") this.part("reason").textContent = sentence;
    arrived.hidden = state !== "received";
    apart.hidden = state !== "held";
  }

  /** @param {string} name @returns {HTMLElement} */
  part(name) {
    return this.place.querySelector(`[data-part="${name}"]`);
  }
}

for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-begin-talk]"))) {
  new FirstMessage(place).start();
}
