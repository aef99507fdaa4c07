/**
 * One part of a page at a time: the steps of a lesson, the questions of a test. The whole page is there from the start;
 * what is away is so on the screen only, and paper has all of it. This phone remembers the choice.
 */

/**
 * @typedef {object} Walk
 * @property {HTMLElement[][]} parts what is shown together, in order
 * @property {HTMLElement | null} end what stands below the last part
 * @property {HTMLElement} walk holds the buttons back (`data-walk="-1"`) and on (`data-walk="1"`); stands after the parts
 * @property {HTMLElement | null} [choice] where that is hers to choose: holds the button that turns it on and off, or
 *   one for each, that for the whole page with `data-whole`
 * @property {string} [remembered] the name under which the choice is kept
 * @property {boolean} [isUsual] whether it is on for who has not chosen
 * @property {() => boolean} [isEndDue] whether the end is shown below the other parts too
 * @property {(place: number) => boolean} [holds] whether she is held at what is shown when she wants to go on
 * @property {(place: number, isGone: boolean) => void} [onShow] called with what is shown, `isGone` where she went there
 */

export class OneAtATime {
  /** @param {Walk} walk */
  constructor({
    parts,
    end,
    walk,
    choice = null,
    remembered = "",
    isUsual = false,
    isEndDue = () => false,
    holds = () => false,
    onShow = () => {},
  }) {
    this.parts = parts;
    this.end = end;
    this.walk = walk;
    this.remembered = remembered;
    this.isUsual = isUsual;
    this.isEndDue = isEndDue;
    this.holds = holds;
    this.onShow = onShow;
    /** @type {HTMLButtonElement[]} */
    this.buttons = choice ? [...choice.querySelectorAll("button[aria-pressed]:not([data-listen])")] : [];
    this.at = 0;
    this.isOn = false;
    if (choice) choice.hidden = false;
  }

  /** @param {() => number} placeNow where she is when it is turned on */
  start(placeNow) {
    for (const button of this.buttons) {
      button.addEventListener("click", () => {
        const isOn = this.buttons.length > 1 ? !isForWhole(button) : !this.isOn;
        remember(this.remembered, isOn);
        if (isOn !== this.isOn) this.turn(isOn, placeNow());
      });
    }
    this.walk.addEventListener("click", (event) => {
      const way = event.target.closest("[data-walk]");
      if (way) this.walkBy(Number(way.dataset.walk));
    });
    document.addEventListener("click", (event) => this.uncover(event.target.closest("a[href^='#']")?.hash), true);
    window.addEventListener("hashchange", () => this.uncover(location.hash) && arriveAt(location.hash));
    if (!((this.buttons.length ? chosen(this.remembered) : null) ?? this.isUsual)) return;
    this.turn(true, placeNow());
    if (location.hash && this.uncover(location.hash)) arriveAt(location.hash);
  }

  turn(isOn, place) {
    this.isOn = isOn;
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(isOn !== isForWhole(button)));
    this.walk.hidden = !isOn;
    this.walk.previousElementSibling.classList.toggle("walks", isOn);
    if (isOn) this.show(place);
    else for (const part of [...this.parts.flat(), this.end]) part?.removeAttribute("data-away");
  }

  /** So many parts on, or back; on only where nothing holds her here. */
  walkBy(parts) {
    if (parts < 0 || !this.holds(this.at)) this.goTo(this.at + parts);
  }

  /** On to a part with the focus on its heading, for who hears the page and for who goes by keys. */
  goTo(place) {
    if (!this.parts[place]) return;
    this.show(place, true);
    const [first] = this.parts[place];
    const heading = /** @type {HTMLElement} */ (first.querySelector("h2") ?? first);
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    first.scrollIntoView({ block: "start" });
  }

  show(place, isGone = false) {
    this.at = place;
    const isLast = place === this.parts.length - 1;
    this.parts.forEach((part, index) => {
      for (const element of part) element.toggleAttribute("data-away", index !== place);
    });
    this.end?.toggleAttribute("data-away", !isLast && !this.isEndDue());
    const back = /** @type {HTMLElement} */ (this.walk.querySelector("[data-walk='-1']"));
    const next = /** @type {HTMLElement} */ (this.walk.querySelector("[data-walk='1']"));
    back.hidden = place === 0;
    next.hidden = isLast;
    this.onShow(place, isGone);
  }

  /** Shows the same part again, where something about it has changed. */
  refresh() {
    if (this.isOn) this.show(this.at);
  }

  /** Brings back what a link leads to before the browser looks for it. */
  uncover(hash) {
    const target = this.isOn && hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    const place = target ? this.parts.findIndex((part) => part.some((element) => element.contains(target))) : -1;
    if (place >= 0) this.show(place);
    else if (target && this.end?.contains(target)) this.show(this.parts.length - 1);
    return Boolean(target);
  }
}

function isForWhole(button) {
  return "whole" in button.dataset;
}

function arriveAt(hash) {
  document.getElementById(decodeURIComponent(hash.slice(1))).scrollIntoView({ block: "start" });
}

/** What was chosen on this phone: whether on, or null. A browser that keeps nothing for us has nothing chosen. */
function chosen(name) {
  try {
    const choice = localStorage.getItem(name);
    return choice && choice === "on";
  } catch {
    return null;
  }
}

function remember(name, isOn) {
  try {
    localStorage.setItem(name, isOn ? "on" : "off");
  } catch {
    // It holds for this page.
  }
}
