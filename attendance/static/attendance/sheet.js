/**
 * A photo of the signed list is made small and kept on the phone before it is sent; it goes by itself when there is
 * network. A list of two pages is two photos: the form stays open for the next one.
 */

import { outboxOf } from "../submissions/outbox.js";
import { PhotoPick } from "../talks/photo.js";

const KIND = "attendance-sheet";

class Sheet {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.about = form.dataset.sheet;
    this.outbox = outboxOf(form.dataset.person);
    this.note = `sheet ${this.about}`;
    this.photo = new PhotoPick(form, (photo) => this.outbox.store.setNote(this.note, photo || null));
    this.why = /** @type {HTMLElement} */ (form.querySelector("[data-why]"));
    /** The id of what was refused, also where this phone does not have it. */
    this.corrects = form.dataset.corrects ?? "";
    this.isBusy = false;
  }

  async start() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.isBusy) this.send();
    });
    this.outbox.addEventListener("outcome", ({ detail }) => {
      if (detail.record.kind === KIND && detail.record.about === this.about) this.settle(detail);
    });
    const begun = await this.outbox.store.note(this.note);
    if (begun && !this.photo.value) await this.photo.show(begun);
    const left = (await this.outbox.records(this.about)).filter(({ kind }) => kind === KIND);
    const refused = left.find((record) => record.refused);
    if (refused) await this.mend(refused, refused.refused.sentence);
    else this.part("kept").hidden = left.length === 0;
  }

  async send() {
    const photo = this.photo.value;
    if (!photo) return this.complain(this.why.dataset.empty);
    if (await this.waits(photo)) return this.complain(this.why.dataset.same);
    this.isBusy = true;
    const { about, corrects } = this;
    await this.outbox.put({ kind: KIND, about, title: this.form.dataset.title, fields: { photo }, words: [], corrects });
    if (corrects) await this.outbox.drop(corrects);
    this.corrects = "";
    await this.photo.show("");
    this.part("refused").hidden = true;
    const kept = this.part("kept");
    kept.hidden = false;
    kept.focus();
    this.isBusy = false;
    this.outbox.wake();
  }

  /** Whether the same lies here already: a press too many is no second page. @param {string} photo */
  async waits(photo) {
    const left = (await this.outbox.records(this.about)).filter(({ kind, id }) => kind === KIND && id !== this.corrects);
    return left.some(({ fields }) => fields.photo === photo);
  }

  /**
   * @param {{record: import("../submissions/store.js").Kept, state: string, sentence: string,
   *   facts: {said?: string}}} outcome
   */
  async settle({ record, state, sentence, facts }) {
    if (state === "refused") await this.mend(record, sentence);
    else if (state !== "received" || facts.said) this.complain(sentence || facts.said);
    // She may be about to add the next page.
    else if (!this.photo.value && !(await this.outbox.waiting(this.about)).length) location.assign(this.form.dataset.next);
  }

  /** @param {import("../submissions/store.js").Kept} record @param {string} sentence */
  async mend(record, sentence) {
    this.corrects = record.id;
    await this.photo.show(String(record.fields.photo ?? ""));
    this.complain(sentence);
  }

  /** @param {string} sentence */
  complain(sentence) {
    this.part("kept").hidden = true;
    this.why.textContent = sentence;
    const said = this.part("refused");
    said.hidden = false;
    said.focus();
  }

  /** @param {string} name @returns {HTMLElement} */
  part(name) {
    return this.form.querySelector(`[data-part="${name}"]`);
  }
}

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("[data-sheet]"))) {
  new Sheet(form).start();
}
