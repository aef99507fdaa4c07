/** Spoken messages with a button of our own in the place of the browser's player. Without this script that stays. */

import { clock, startPress } from "../core/sounds.js";

/** Give the player in `box` its button, once. @param {HTMLElement} box */
export function startPlayer(box) {
  const part = (name) => /** @type {HTMLElement} */ (box.querySelector(`[data-sound=${name}]`));
  const sound = box.querySelector("audio");
  const bar = box.querySelector("progress");
  const press = part("play");
  if (!press.hidden) return;
  sound.controls = press.hidden = false;
  startPress(sound, { press, trouble: part("trouble") });
  sound.addEventListener("timeupdate", () => {
    bar.value = Math.min(1, sound.currentTime / lengthIn(part("time").dataset.length ??= part("time").textContent));
    part("time").textContent = clock(sound.currentTime);
  });
  sound.addEventListener("ended", () => {
    bar.value = 0;
    part("time").textContent = part("time").dataset.length;
  });
}

/** Recordings of phones do not say how long they are: it is written beside them. @param {string} written */
function lengthIn(written) {
  const [minutes, seconds] = written.split(":").map(Number);
  return minutes * 60 + seconds || 1;
}
