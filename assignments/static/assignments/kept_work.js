/**
 * Work that was handed in and is not on the page yet: it waits on this phone, or came in after the page was drawn. Shown
 * to be read, and said in the place of the state that the page was drawn with: that is no longer so.
 */

import { wordOf } from "../core/said.js";
import { asAddress } from "../talks/photo.js";
import { asSound } from "../talks/voice.js";

const KIND = "hand-in";
/** What she hands in once more before it left takes the place of what she did before; what came in is remembered. */
export const OF_A_WORK = { kind: KIND, slot: "work", isRemembered: true };
/** What a hand-in holds beside the answers of its record. */
const NO_ANSWERS = ["body", "photo", "voice", "seconds", "asks", "file", "file_name"];

/** @param {{kind: string}} record */
export function isWork({ kind }) {
  return kind === KIND;
}

/**
 * What lies here of a work; `received` is what has come in and the page knows nothing of, by the ids of its versions.
 *
 * @param {import("../submissions/outbox.js").Outbox} outbox @param {string} about @param {string[]} versions
 */
export async function lastOf(outbox, about, versions = []) {
  const left = (await outbox.records(about)).filter(isWork);
  const received = (await outbox.received(about)).at(-1);
  return {
    refused: left.find((record) => record.refused),
    waiting: left.filter((record) => !record.refused).at(-1),
    received: received && !versions.includes(received.id) ? received : undefined,
  };
}

/** The states of `place`, of which one is so: "drawn", or why the work is not on the page. @param {ParentNode} place */
export function showState(place, why = "drawn") {
  for (const state of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-is]"))) {
    state.hidden = !state.dataset.is.split(" ").includes(why);
  }
}

/** Answers to what is asked here no more. @param {Record<string, any>} fields @param {string[]} names @returns {string[]} */
export function noLongerAsked(fields, names) {
  const known = [...names, ...NO_ANSWERS];
  return Object.entries(fields).filter(([name, value]) => value && !known.includes(name)).map(([, value]) => value);
}

/** The document of a hand-in. @param {Record<string, any>} fields */
export function fileOf({ file, file_name: name = "" }) {
  return new File([Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0))], name);
}

export class KeptWork {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.section = /** @type {HTMLElement} */ (document.querySelector("[data-part=kept]"));
  }

  /** @param {{fields: Record<string, any>}} work @param {string} why it is not on the page */
  show({ fields }, why) {
    this.section.hidden = false;
    showState(document, why);
    for (const said of /** @type {NodeListOf<HTMLElement>} */ (this.section.querySelectorAll("[data-when]"))) {
      said.hidden = !said.dataset.when.split(" ").includes(why);
    }
    const inRecord = /** @type {NodeListOf<HTMLInputElement>} */ (
      this.form.querySelectorAll("[data-record] :is(input, select, textarea)[name]")
    );
    const names = [...new Set([...inRecord].map(({ name }) => name))];
    const lines = names.filter((name) => fields[name]).map((name) => line(this.form, name, String(fields[name])));
    this.#part("lines").replaceChildren(...lines);
    this.#part("lines").hidden = lines.length === 0;
    const text = [fields.body, ...noLongerAsked(fields, names)].filter((each) => each?.trim());
    this.#say("text", text.join("\n"));
    this.#say("file-name", fields.file_name ?? "");
    this.#play("photo", fields.photo && asAddress(fields.photo));
    this.#part("photo").parentElement.hidden = !fields.photo;
    this.#play("voice", fields.voice && asSound(fields.voice));
  }

  hide() {
    this.section.hidden = true;
  }

  /** @param {string} name @param {string} words */
  #say(name, words) {
    this.#part(name).textContent = words;
    this.#part(name).hidden = !words;
  }

  /** @param {string} name @param {string} address */
  #play(name, address) {
    const shown = /** @type {HTMLImageElement | HTMLAudioElement} */ (this.#part(name));
    shown.hidden = !address;
    if (!address) shown.removeAttribute("src");
    else if (shown.getAttribute("src") !== address) shown.src = address; // what is being heard goes on
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return this.section.querySelector(`[data-kept=${name}]`);
  }
}

/** What was answered, as she reads it, under what was asked. @param {HTMLFormElement} form @param {string} name @param {string} value */
function line(form, name, value) {
  const found = form.elements.namedItem(name);
  const all = /** @type {HTMLInputElement[]} */ (found instanceof RadioNodeList ? [...found] : [found]);
  const [of, asked, said] = ["div", "dt", "dd"].map((tag) => document.createElement(tag));
  asked.textContent = all[0].closest(".field").querySelector(".field__label").textContent.trim();
  said.textContent = chosen(all, value);
  said.dir = asked.dir = "auto";
  of.append(asked, said);
  return of;
}

/** @param {HTMLInputElement[]} fields @param {string} value */
function chosen(fields, value) {
  const [field] = fields;
  if (field instanceof HTMLSelectElement) return [...field.options].find((each) => each.value === value)?.text ?? value;
  const radio = fields.find((each) => each.type === "radio" && each.value === value);
  return radio ? wordOf(radio) : value;
}
