/** A sound with large buttons of our own in the place of the browser's. Without this script the browser's stay. */

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
    this.press.addEventListener("click", () => (sound.paused ? this.play() : sound.pause()));
    this.back.addEventListener("click", () => {
      sound.currentTime = Math.max(0, sound.currentTime - BACK);
    });
    this.slower.addEventListener("click", () => {
      sound.playbackRate = sound.defaultPlaybackRate = sound.playbackRate === 1 ? SLOW : 1;
      this.slower.setAttribute("aria-pressed", String(sound.playbackRate === SLOW));
    });
    for (const name of ["play", "pause", "ended"]) sound.addEventListener(name, () => this.showPress());
    for (const name of ["timeupdate", "durationchange"]) sound.addEventListener(name, () => this.showTime());
    sound.addEventListener("play", () => {
      for (const other of document.querySelectorAll("audio")) if (other !== sound) other.pause();
    });
  }

  async play() {
    this.trouble.hidden = true;
    try {
      await this.sound.play();
    } catch (error) {
      if (error.name === "AbortError") return; // paused before it had begun
      this.trouble.hidden = false;
      this.sound.load();
    }
  }

  showPress() {
    for (const words of this.press.querySelectorAll("[data-when]")) {
      words.hidden = (words.dataset.when === "paused") !== this.sound.paused;
    }
  }

  showTime() {
    const { currentTime, duration } = this.sound;
    if (!Number.isFinite(duration)) return;
    this.bar.max = duration;
    this.bar.value = currentTime;
    this.time.textContent = `${clock(currentTime)} / ${clock(duration)}`;
  }
}

function clock(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Gives each sound of the lesson its buttons. */
export function startPlayers() {
  for (const box of document.querySelectorAll("[data-player]")) new Player(box).start();
}
