/**
 * A picture of work is kept on the phone before it is sent, made small, and goes by itself when there is network. What
 * the portal refuses stands in the form again as it was typed, with the photo.
 */

import { faultsIn, showFaults } from "../core/faults.js";
import { smaller } from "../core/photos.js";
import { outboxOf } from "../submissions/outbox.js";
import { inBase64 } from "../talks/voice.js";

const KIND = "work";
const TYPED = ["seen", "whose", "named"];

class Offer {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.about = form.dataset.offer;
    this.outbox = outboxOf(form.dataset.person);
    this.file = /** @type {HTMLInputElement} */ (form.elements.namedItem("photo"));
    this.why = /** @type {HTMLElement} */ (form.querySelector("[data-why]"));
    /** The photo of what was refused, and its id. */
    this.photo = this.corrects = "";
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
    const left = (await this.outbox.records(this.about)).filter(({ kind }) => kind === KIND);
    const refused = left.find((record) => record.refused);
    if (refused) this.mend(refused, refused.refused.sentence);
  }

  async send() {
    const missing = faultsIn(this.form);
    if (!showFaults(this.form, missing)) this.complain(Object.values(missing).join(" "));
    if (Object.keys(missing).length > 0) return;
    this.isBusy = true;
    const photo = await this.chosen();
    if (photo) await this.keep(photo);
    else this.complain(this.why.dataset.trouble);
    this.isBusy = false;
  }

  /** The photo to send in base64; nothing where the browser cannot open it. */
  async chosen() {
    const [file] = this.file.files;
    if (!file) return this.photo;
    const small = await smaller(file);
    return small ? inBase64(small) : "";
  }

  /** @param {string} photo */
  async keep(photo) {
    const typed = Object.fromEntries(TYPED.map((name) => [name, this.typed(name)?.value ?? ""]));
    await this.outbox.put({
      kind: KIND,
      about: this.about,
      title: this.form.dataset.title,
      fields: { ...typed, photo, agreed: "on" },
      words: [typed.seen],
      corrects: this.corrects,
    });
    if (this.corrects) await this.outbox.drop(this.corrects);
    const said = /** @type {HTMLElement} */ (document.querySelector("[data-offered]"));
    this.form.hidden = true;
    said.hidden = false;
    said.focus();
    this.outbox.wake();
  }

  /** @param {{record: import("../submissions/store.js").Kept, state: string, sentence: string}} outcome */
  settle({ record, state, sentence }) {
    if (state === "received") location.assign(this.form.dataset.next);
    else if (state === "refused") this.mend(record, sentence);
    else this.complain(sentence);
  }

  /** @param {import("../submissions/store.js").Kept} record @param {string} sentence */
  mend(record, sentence) {
    this.corrects = record.id;
    this.photo = String(record.fields.photo ?? "");
    this.file.required = !this.photo;
    /** @type {HTMLElement} */ (this.form.querySelector("[data-part=photo-kept]")).hidden = !this.photo;
    for (const name of TYPED) if (this.typed(name)) this.typed(name).value = String(record.fields[name] ?? "");
    this.complain(sentence);
  }

  /** @param {string} sentence */
  complain(sentence) {
    this.form.hidden = false;
    /** @type {HTMLElement} */ (document.querySelector("[data-offered]")).hidden = true;
    this.why.textContent = sentence;
    const said = /** @type {HTMLElement} */ (this.form.querySelector("[data-part=refused]"));
    said.hidden = false;
    said.scrollIntoView({ block: "center" });
  }

  /** @param {string} name */
  typed(name) {
    return /** @type {HTMLInputElement | null} */ (this.form.elements.namedItem(name));
  }
}

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("[data-offer]"))) {
  new Offer(form).start();
}
