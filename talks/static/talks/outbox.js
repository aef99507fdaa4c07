/**
 * Messages that the portal has not yet said it has, kept on the phone before anything is sent.
 *
 * Each lies under a key of its own, so that two windows of one talk cannot overwrite each other's. The keys begin with
 * the person and the talk: on a shared phone nobody reads, shows or sends what another wrote.
 */
import { NoAnswer } from "./plain.js";

const A_DAY = 24 * 60 * 60 * 1000;
/** The portal takes 40 frames in ten seconds; this leaves room for receipts and heartbeats. */
const BETWEEN_TWO = 400;

/**
 * @typedef {{id: string, body: string, deviceAt: string, place: number, refused?: string, confirmed?: boolean}} Waiting
 */

export class Outbox {
  #prefix;
  #memory = new Map();
  #isSending = false;
  #askedAgain = false;

  /** @param {{person: string, thread: string}} owner */
  constructor({ person, thread }) {
    this.#prefix = `talk:${person}:${thread}:message:`;
  }

  /** All that is kept, in the order it was written. @returns {Waiting[]} */
  get messages() {
    const all = new Map(this.#memory);
    for (const key of storedKeys().filter((key) => key.startsWith(this.#prefix))) {
      const message = read(key);
      if (message) all.set(message.id, message);
    }
    return [...all.values()].sort((one, other) => one.place - other.place);
  }

  /** Those that go by themselves when there is a line. */
  get waiting() {
    return this.messages.filter((message) => message.refused === undefined && !mustAsk(message));
  }

  /** Keep what was written, before it is sent. @returns {Waiting} */
  keep(body) {
    const now = Date.now();
    const last = this.messages.pop();
    const message = { id: newId(), body, deviceAt: new Date(now).toISOString(), place: Math.max(now, (last?.place ?? 0) + 1) };
    this.#write(message);
    return message;
  }

  /** She wants an old message sent all the same. */
  confirm(id) {
    this.#change(id, { confirmed: true });
  }

  /** The portal has it, or she takes it back to write it anew. @returns {Waiting | undefined} what was dropped */
  drop(id) {
    const message = this.messages.find((message) => message.id === id);
    this.#memory.delete(id);
    forget(this.#prefix + id);
    return message;
  }

  /** Call `act` when another window of this talk has changed the queue. */
  watch(act) {
    window.addEventListener("storage", ({ key }) => key?.startsWith(this.#prefix) && act());
  }

  /**
   * Send what waits, one after the other, each under the id it has had from the start.
   *
   * @param {(message: Waiting) => Promise<{sequence?: number, refused?: string}>} deliver throws NoAnswer without a line
   * @param {(message: Waiting, sequence?: number) => void} settled called when the portal has answered
   */
  async send(deliver, settled) {
    this.#askedAgain = true;
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      while (this.#askedAgain) {
        this.#askedAgain = false;
        await this.#sendAll(deliver, settled);
      }
    } finally {
      this.#isSending = false;
    }
  }

  async #sendAll(deliver, settled) {
    try {
      for (let [message] = this.waiting; message; [message] = this.waiting) {
        this.#settle(message, await deliver(message), settled);
        if (this.waiting.length) await pause(BETWEEN_TWO);
      }
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
    }
  }

  #settle({ id }, { sequence, refused }, settled) {
    const message = sequence ? this.drop(id) : this.#change(id, { refused });
    if (message) settled(message, sequence);
  }

  #change(id, changes) {
    const message = this.messages.find((message) => message.id === id);
    if (message) this.#write(Object.assign(message, changes));
    return message;
  }

  /** A full or forbidden store must not stop her: then this page remembers it as long as it is open. */
  #write(message) {
    try {
      localStorage.setItem(this.#prefix + message.id, JSON.stringify(message));
      this.#memory.delete(message.id);
    } catch {
      this.#memory.set(message.id, message);
    }
  }
}

/** What stands in the composer, kept until it is sent. */
export class Draft {
  #key;

  constructor({ person, thread }) {
    this.#key = `talk:${person}:${thread}:draft`;
  }

  get text() {
    return read(this.#key) ?? "";
  }

  set text(text) {
    try {
      if (text) localStorage.setItem(this.#key, JSON.stringify(text));
      else localStorage.removeItem(this.#key);
    } catch {
      // Without a store the text still stands in the composer.
    }
  }
}

/** Whether a message has lain so long that she may no longer mean it. @param {Waiting} message */
export function mustAsk({ deviceAt, confirmed }) {
  return !confirmed && Date.now() - Date.parse(deviceAt) > A_DAY;
}

function storedKeys() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing could be stored, so nothing is there.
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** A random UUID; crypto.randomUUID is missing from older phones and from pages without TLS. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
