/** A sound with large buttons of our own in the place of the browser's. Without this script the browser's stay. */

import { clock, startPress } from "../core/sounds.js";

const BACK = 10;
const SLOW = 0.75;

class Player {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.sound = /** @type {HTMLAudioElement} */ (box.querySelector("audio"));
    this.press = box.querySelector("[data-sound=play]");
    this.back = box.querySelector("[data-sound=back]");
    this.slower = box.querySelector("[data-sound=slower]");
    this.bar = box.querySelector("progress");
    this.time = box.querySelector("[data-sound=time]");
    this.trouble = box.querySelector("[data-sound=trouble]");
    this.controls = box.querySelector("[data-sound=controls]");
  }

  start() {
    const { sound } = this;
    sound.controls = false;
    this.controls.hidden = false;
    startPress(sound, { press: this.press, trouble: this.trouble });
    this.back.addEventListener("click", () => {
      sound.currentTime = Math.max(0, sound.currentTime - BACK);
    });
    this.slower.addEventListener("click", () => {
      sound.playbackRate = sound.defaultPlaybackRate = sound.playbackRate === 1 ? SLOW : 1;
      this.slower.setAttribute("aria-pressed", String(sound.playbackRate === SLOW));
    });
    for (const name of ["timeupdate", "durationchange"]) sound.addEventListener(name, () => this.showTime());
  }

  showTime() {
    const { currentTime, duration } = this.sound;
    if (!Number.isFinite(duration)) return;
    this.bar.max = duration;
    this.bar.value = currentTime;
    this.time.textContent = `${clock(currentTime)} / ${clock(duration)}`;
  }
}

/** Gives each sound of the lesson its buttons. */
export function startPlayers() {
  for (const box of document.querySelectorAll("[data-player]")) new Player(box).start();
}
