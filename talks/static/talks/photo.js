/**
 * The photo that goes with a message: made small on the phone, shown before it is sent, kept as base64 text as the
 * outbox keeps it. Drawn anew here, it carries nothing of what the camera noted; what cannot be drawn is not sent.
 */

import { smaller } from "../core/photos.js";
import { inBase64 } from "./voice.js";

export class PhotoPick {
  #form;
  #file;
  #said;
  #keep;
  #photo = "";

  /** @param {HTMLFormElement} form @param {(photo: string) => Promise<void>} keep */
  constructor(form, keep) {
    this.#form = form;
    this.#file = /** @type {HTMLInputElement} */ (form.querySelector('[data-part="photo-file"]'));
    this.#said = /** @type {HTMLElement} */ (form.querySelector('[data-part="photo-said"]'));
    this.#keep = keep;
    const pick = /** @type {HTMLButtonElement} */ (form.querySelector('[data-press="pick-photo"]'));
    pick.hidden = false;
    pick.addEventListener("click", () => this.#file.click());
    form.querySelector('[data-press="drop-photo"]').addEventListener("click", () => {
      this.show("");
      pick.focus();
    });
    this.#file.addEventListener("change", () => this.#take());
  }

  /** The photo in base64, or nothing. */
  get value() {
    return this.#photo;
  }

  /** The photo, which is no longer shown; it stays kept until `keep`. */
  take() {
    const photo = this.#photo;
    this.#draw("");
    return photo;
  }

  /** Keep what is shown now in the place of what was. */
  async keep() {
    await this.#keep(this.#photo);
  }

  /** Show this one, or none; it is kept until it is sent. @param {string} photo */
  async show(photo) {
    this.#file.value = "";
    this.#draw(photo);
    await this.keep();
  }

  /** @param {string} photo */
  #draw(photo) {
    this.#photo = photo;
    const part = /** @type {HTMLElement} */ (this.#form.querySelector('[data-part="photo"]'));
    part.hidden = !photo;
    if (photo) part.querySelector("img").src = asAddress(photo);
    else part.querySelector("img").removeAttribute("src");
    const size = String(Math.ceil((photo.length * 3) / 4 / 1024));
    this.#said.textContent = photo ? this.#said.dataset.size.replace("{size}", size) : "";
  }

  async #take() {
    const [file] = this.#file.files;
    if (!file) return;
    const small = await smaller(file);
    const photo = small ? await inBase64(small) : "";
    if (this.#file.files[0] !== file) return; // another one was chosen meanwhile, or this one taken away
    await this.show(photo);
    // A document is not a photo that would come out otherwise when it is taken again.
    const { noPicture, trouble } = this.#said.dataset;
    if (!photo) this.#said.textContent = file.type.startsWith("image/") ? trouble : noPicture;
  }
}

/** @param {string} photo */
export function asAddress(photo) {
  return `data:image/jpeg;base64,${photo}`;
}
