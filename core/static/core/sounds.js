/** What every player of ours does: its button says what a press does, others fall silent, and trouble is told. */

/**
 * @param {HTMLMediaElement} sound
 * @param {{press: HTMLElement, trouble: HTMLElement}} parts
 */
export function startPress(sound, { press, trouble }) {
  press.addEventListener("click", () => (sound.paused ? play() : sound.pause()));
  for (const name of ["play", "pause", "ended"]) sound.addEventListener(name, show);
  sound.addEventListener("play", () => {
    for (const other of /** @type {NodeListOf<HTMLMediaElement>} */ (document.querySelectorAll("audio, video"))) if (other !== sound) other.pause();
  });

  function show() {
    for (const words of press.querySelectorAll("[data-when]")) {
      /** @type {HTMLElement} */ (words).hidden = (/** @type {HTMLElement} */ (words).dataset.when === "paused") !== sound.paused;
    }
  }

  async function play() {
    trouble.hidden = true;
    try {
      await sound.play();
    } catch (error) {
      if (error.name === "AbortError") return; // paused before it had begun
      trouble.hidden = false;
      sound.load();
    }
  }
}

/** @param {number} seconds */
export function clock(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
