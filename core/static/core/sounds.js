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
  // Of several sources only the last says that none came: what is to play would wait for ever.
  sound.querySelector("source:last-of-type")?.addEventListener("error", tellTrouble);

  function show() {
    for (const words of press.querySelectorAll("[data-when]")) {
      /** @type {HTMLElement} */ (words).hidden = (/** @type {HTMLElement} */ (words).dataset.when === "paused") !== sound.paused;
    }
  }

  async function play() {
    if (!trouble.hidden) sound.load(); // from the first source on; not sooner, or it asks again and again by itself
    trouble.hidden = true;
    try {
      await sound.play();
    } catch (error) {
      if (error.name !== "AbortError") tellTrouble(); // which is: paused before it had begun
    }
  }

  function tellTrouble() {
    trouble.hidden = false;
    sound.pause();
  }
}

/** @param {number} seconds */
export function clock(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
