/**
 * Where she writes: what is typed is kept as a draft until it is written down for sending, Enter makes a new line,
 * Ctrl+Enter sends.
 *
 * @typedef {{body: string, corrects: string, photo?: string, spoken?: import("./voice.js").Spoken | null}} Draft
 *   `corrects` is what was refused and is written anew here; `photo` or `spoken` go with it, kept apart from what is typed
 */

import { isTooLong } from "./too_long.js";

export class Composer {
  #form;
  #text;
  #photo;
  #voice;
  #keep;
  #corrects = "";

  /**
   * @param {HTMLFormElement} form
   * @param {import("./photo.js").PhotoPick} photo
   * @param {import("./voice.js").VoicePick} voice
   * @param {(draft: Draft | null) => Promise<void>} keep
   * @param {(draft: Draft) => Promise<void>} send  resolves when it is kept
   */
  constructor(form, photo, voice, keep, send) {
    this.#form = form;
    this.#photo = photo;
    this.#voice = voice;
    this.#text = form.elements.body;
    this.#keep = keep;
    this.#text.addEventListener("input", () => this.#changed());
    this.#text.addEventListener("keydown", (event) => this.#key(event));
    form.addEventListener("submit", (event) => this.#submit(event, send));
    if (this.#text.value) this.#changed(); // typed while this script was still on its way
  }

  /** Put back a draft, unless she has typed something on this page already. @param {Draft} draft */
  restore({ body, corrects }) {
    if (this.#text.value) return;
    this.#text.value = body;
    this.#corrects = corrects;
    this.#fit();
  }

  /** Put a text back to write it anew, before whatever else stands there. @param {Draft} draft */
  async take({ body, corrects, photo, spoken }) {
    this.#text.value = [body, this.#text.value].filter(Boolean).join("\n");
    this.#corrects ||= corrects;
    if (photo) await this.#photo.show(photo);
    if (spoken) await this.#voice.show(spoken);
    this.#text.focus();
    await this.#changed();
  }

  /** Nothing can be sent any more; what stands here can still be copied. */
  close() {
    this.#text.readOnly = true;
    this.#form.querySelector("[type=submit]").disabled = true;
  }

  async #submit(event, send) {
    event.preventDefault();
    const draft = this.#draft();
    this.#text.focus();
    if (!(draft.body.trim() || this.#photo.value || this.#voice.value) || this.#text.readOnly) return;
    if (isTooLong(this.#text)) return;
    this.#text.value = this.#corrects = "";
    this.#fit();
    this.#forgetError();
    await send({ ...draft, photo: this.#photo.take(), spoken: this.#voice.take() }); // at once: pressed twice, nothing is left
    await Promise.all([this.#photo.keep(), this.#voice.keep(), this.#changed()]); // only now are the drafts not needed
  }

  #key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  #draft() {
    return { body: this.#text.value, corrects: this.#corrects };
  }

  async #changed() {
    this.#fit();
    if (!this.#text.value) this.#corrects = "";
    await this.#keep(this.#text.value ? this.#draft() : null);
  }

  #fit() {
    this.#text.style.height = "auto";
    this.#text.style.height = `${this.#text.scrollHeight + this.#text.offsetHeight - this.#text.clientHeight}px`;
  }

  #forgetError() {
    document.getElementById("message-error")?.remove();
    this.#text.removeAttribute("aria-invalid");
    this.#text.removeAttribute("aria-describedby");
  }
}
