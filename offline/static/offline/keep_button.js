/** The buttons that keep something on the phone on purpose: first its size, then how far it is, then when it was kept. */

import { momentInWords } from "../core/moments.js";
import { ask, bundleOf, sizeInWords, worker } from "./phone.js";

const { person } = document.getElementById("kept").dataset;

class KeepButton {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.address = element.dataset.keep;
    this.words = element.querySelector("[data-part=words]");
    this.isKeeping = false;
    element.addEventListener("click", ({ target }) => {
      const { press } = target.closest("[data-press]")?.dataset ?? {};
      if (press) this[press]();
    });
  }

  async start() {
    const kept = await bundleOf(person, this.address).catch(() => null);
    this.button("ask").disabled = false; // not before: what she presses meanwhile would be undone here
    this.show(kept ? "drop" : "ask");
    if (!kept) return;
    const [day] = momentInWords(kept.at).split(", ");
    this.say("kept", { day, size: sizeInWords(kept.bytes) });
  }

  /** How large it is, before anything is fetched. */
  async ask() {
    if (!(await worker().catch(() => null))) return this.say("forbidden");
    try {
      const answer = await fetch(this.address, { headers: { Accept: "application/json" } });
      if (answer.status === 404 && answer.headers.has("Portal-Reader")) return this.say("nothing");
      const { bytes, room } = await answer.json();
      this.say("size", { size: sizeInWords(bytes), room: sizeInWords(room) });
      this.show("keep");
    } catch {
      this.say("offline");
    }
  }

  /** She would rather not. */
  leave() {
    this.words.textContent = "";
    this.show("ask");
    this.button("ask").focus();
  }

  /** Kept or taken off in another place: on this page, or in another window. */
  async renew() {
    if (this.isKeeping || !this.button("keep").hidden) return;
    this.words.textContent = "";
    await this.start();
  }

  async keep() {
    this.isKeeping = true;
    this.show("");
    await navigator.storage?.persist?.().catch(() => false);
    const tell = ({ done, of }) => this.say("progress", { done, all: of });
    const trouble = await ask({ wish: "keep", person, address: this.address }, tell);
    this.isKeeping = false;
    await this.start();
    if (trouble) this.say(trouble);
  }

  async drop() {
    await ask({ wish: "drop", person, address: this.address });
    this.words.textContent = "";
    await this.start();
  }

  button(name) {
    return this.element.querySelector(`[data-press=${name}]`);
  }

  show(name) {
    for (const each of ["ask", "keep", "drop"]) this.button(each).hidden = each !== name;
    this.button("leave").hidden = name !== "keep";
  }

  say(what, filled = {}) {
    const words = this.element.dataset[what];
    this.words.textContent = Object.entries(filled).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), words);
  }
}

for (const element of document.querySelectorAll("[data-keep]")) {
  const button = new KeepButton(element);
  button.start();
  navigator.serviceWorker?.addEventListener("message", ({ data }) => data.hasChanged && button.renew());
}
