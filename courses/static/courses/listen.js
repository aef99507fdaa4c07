/**
 * Reads a lesson aloud: a step by its own sound where it has one, else by the voice of the phone in the language of the
 * text, which needs no network. Where the phone has no such voice, nothing is offered.
 */

const SPOKEN = "h2, p, li, dt, dd, legend, caption, figcaption, th, td, .choice > span";
const NOT_SPOKEN = "[hidden], template, script, form, .player, .eyebrow, details:not([open]) > :not(summary), [aria-hidden=true]";

/**
 * What is said of `part`, each with its language: the smallest pieces, in their order.
 * @param {HTMLElement} part
 */
export function spokenIn(part) {
  const pieces = /** @type {HTMLElement[]} */ ([...part.querySelectorAll(SPOKEN)]);
  return pieces
    .filter((piece) => !piece.closest(NOT_SPOKEN) && !piece.querySelector(SPOKEN))
    .map((piece) => ({ text: piece.textContent.trim().replace(/\s+/g, " "), language: languageOf(piece) }))
    .filter(({ text }) => text);
}

/** @param {Element} piece */
function languageOf(piece) {
  return piece.closest("[lang]")?.getAttribute("lang") ?? "en";
}

/** The voice for a language: of India first, and one that lies on the phone. */
function voiceFor(language) {
  const voices = window.speechSynthesis?.getVoices().filter(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === language);
  const rank = (voice) => Number(voice.localService) + 2 * Number(/in$/i.test(voice.lang));
  return (voices ?? []).sort((one, other) => rank(other) - rank(one))[0] ?? null;
}

class Listening {
  /** @type {Listening | null} the one that is read, for there is one voice */
  static reading = null;

  /** @param {HTMLElement} button @param {() => HTMLElement[]} partsNow what is read when it is pressed */
  constructor(button, partsNow) {
    this.button = button;
    this.partsNow = partsNow;
    this.isOn = false;
  }

  start() {
    this.button.addEventListener("click", () => (this.isOn ? this.stop() : this.read()));
    window.addEventListener("pagehide", () => this.stop());
  }

  offer() {
    const [first] = document.querySelectorAll("[data-steps] > section [lang]");
    this.button.hidden = !voiceFor(languageOf(first ?? document.documentElement));
  }

  read() {
    const parts = this.partsNow();
    const own = parts.length === 1 ? ownSound(parts[0]) : null;
    if (own) {
      own.click();
      return;
    }
    const said = parts.flatMap(spokenIn).filter(({ language }) => voiceFor(language));
    if (!said.length) return;
    Listening.reading?.stop();
    Listening.reading = this;
    window.speechSynthesis.cancel();
    this.show(true);
    said.forEach(({ text, language }, place) => {
      const words = new SpeechSynthesisUtterance(text);
      words.voice = voiceFor(language);
      words.lang = words.voice.lang;
      if (place === said.length - 1) words.onend = () => this.show(false);
      window.speechSynthesis.speak(words);
    });
  }

  stop() {
    if (!this.isOn) return;
    window.speechSynthesis.cancel();
    this.show(false);
  }

  show(isOn) {
    this.isOn = isOn;
    this.button.setAttribute("aria-pressed", String(isOn));
  }
}

/** @param {HTMLElement} part @returns {HTMLElement | null} */
function ownSound(part) {
  return part.querySelector("[data-sound=play]");
}

/**
 * Offers to listen: to the whole lesson, and where it is taken step by step to what is shown. Tells what to call when
 * another step is shown.
 */
export function offerListening() {
  const sections = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-steps] > section")]);
  const shown = () => sections().filter((section) => !section.hasAttribute("data-away"));
  const whole = document.querySelector("[data-listen=all]");
  const step = document.querySelector("[data-listen=step]");
  if (!whole || !step || !("speechSynthesis" in window)) return () => {};
  const both = [new Listening(/** @type {HTMLElement} */ (whole), sections), new Listening(/** @type {HTMLElement} */ (step), shown)];
  const offer = () => both.forEach((each) => each.offer());
  both.forEach((each) => each.start());
  window.speechSynthesis.addEventListener?.("voiceschanged", offer);
  offer();
  return () => both.forEach((each) => each.stop());
}
