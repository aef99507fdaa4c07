/**
 * A sound with large buttons of our own in the place of the browser's, a video with both: the whole screen and the choice
 * of captions are the browser's. Without this script there are but those.
 */

import { clock, startPress } from "../core/sounds.js";

const BACK = 10;
const SLOW = 0.75;

class Player {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.sound = /** @type {HTMLMediaElement} */ (box.querySelector("audio, video"));
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
    sound.controls = sound instanceof HTMLVideoElement;
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

/** Gives each sound and video of the lesson its buttons. */
export function startPlayers() {
  for (const box of document.querySelectorAll("[data-player]")) new Player(box).start();
}
