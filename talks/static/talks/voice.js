/**
 * The spoken message: recorded by the browser (Opus where it can), two minutes at most, heard and weighed before it is
 * sent, kept as base64 text as the outbox keeps it. It is kept as it is spoken, so that little is lost with the page.
 *
 * @typedef {{voice: string, seconds: string}} Spoken
 */

import { clock } from "../core/sounds.js";
import { startPlayer } from "./players.js";

const LONGEST = 120;
const BITS_A_SECOND = 16000;
/** Milliseconds after which what was spoken so far is kept. */
const PIECE = 2000;
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

export class VoicePick {
  #part;
  #said;
  #press;
  #keep;
  /** @type {Spoken | null} */
  #spoken = null;
  /** @type {MediaRecorder | null} */
  #recorder = null;
  #isAsking = false;

  /** @param {HTMLFormElement} form @param {(spoken: Spoken | null) => Promise<void>} keep */
  constructor(form, keep) {
    this.#part = /** @type {HTMLElement} */ (form.querySelector('[data-part="voice"]'));
    this.#said = /** @type {HTMLElement} */ (form.querySelector('[data-part="voice-said"]'));
    this.#press = /** @type {HTMLButtonElement} */ (form.querySelector('[data-press="record"]'));
    this.#keep = keep;
    startPlayer(this.#part.querySelector("[data-voice]"));
    form.querySelector('[data-press="drop-voice"]').addEventListener("click", () => {
      this.show(null);
      this.#press.focus();
    });
    this.#press.hidden = !("MediaRecorder" in window && navigator.mediaDevices);
    this.#press.addEventListener("click", () => (this.#recorder ? this.#recorder.stop() : this.#record()));
    window.addEventListener("pagehide", () => this.#recorder?.stop());
  }

  /** What was spoken, or nothing. */
  get value() {
    return this.#spoken;
  }

  /** What was spoken, which is no longer shown; it stays kept until `keep`. */
  take() {
    const spoken = this.#spoken;
    if (spoken) this.#draw(null);
    return spoken;
  }

  /** Keep what stands here now in the place of what did. */
  async keep() {
    if (!this.#recorder) await this.#keep(this.#spoken); // what is being spoken is kept already
  }

  /** Show this, or nothing; it is kept until it is sent. @param {Spoken | null} spoken */
  async show(spoken) {
    this.#draw(spoken);
    await this.#keep(spoken);
  }

  /** @param {Spoken | null} spoken */
  #draw(spoken) {
    this.#spoken = spoken;
    const sound = this.#part.querySelector("audio");
    this.#part.hidden = !spoken;
    sound.pause();
    if (spoken) sound.src = asSound(spoken.voice);
    else sound.removeAttribute("src");
    const length = clock(Number(spoken?.seconds ?? 0));
    const time = /** @type {HTMLElement} */ (this.#part.querySelector("[data-sound=time]"));
    time.textContent = time.dataset.length = length;
    const size = String(Math.ceil(((spoken?.voice.length ?? 0) * 3) / 4 / 1024));
    this.#said.textContent = spoken ? this.#said.dataset.size.replace("{length}", length).replace("{size}", size) : "";
  }

  async #record() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
    this.#isAsking = false;
    if (!stream) {
      this.#said.textContent = this.#said.dataset.trouble;
      return;
    }
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_A_SECOND });
    const pieces = [];
    const began = Date.now();
    const tooLong = setTimeout(() => recorder.stop(), LONGEST * 1000);
    const spokenSoFar = async () => {
      const seconds = String(Math.max(1, Math.min(LONGEST, Math.round((Date.now() - began) / 1000))));
      return { voice: await inBase64(new Blob(pieces)), seconds };
    };
    recorder.addEventListener("dataavailable", async ({ data }) => {
      pieces.push(data);
      const spoken = await spokenSoFar();
      if (this.#recorder === recorder) await this.#keep(spoken);
    });
    recorder.addEventListener("stop", async () => {
      clearTimeout(tooLong);
      stream.getTracks().forEach((track) => track.stop());
      this.#recorder = null;
      this.#showPress();
      await this.show(await spokenSoFar());
    });
    await this.show(null);
    this.#recorder = recorder;
    recorder.start(PIECE);
    this.#showPress();
    this.#said.textContent = this.#said.dataset.recording;
  }

  #showPress() {
    const isRecording = Boolean(this.#recorder);
    this.#press.setAttribute("aria-pressed", String(isRecording));
    for (const words of this.#press.querySelectorAll("[data-when]")) {
      /** @type {HTMLElement} */ (words).hidden = (/** @type {HTMLElement} */ (words).dataset.when === "recording") !== isRecording;
    }
  }
}

/** @param {string} voice */
export function asSound(voice) {
  return `data:audio/webm;base64,${voice}`;
}

/** @param {Blob} blob @returns {Promise<string>} */
export function inBase64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1]);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
