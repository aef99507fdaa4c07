/**
 * A sum whose numbers she may change, worked out on the phone as the portal worked it out (courses/live_sums.py): a row
 * is rounded as it is shown, rows below go on with what is shown, and what comes to nothing is a dash.
 */

/** @typedef {string | [string, ...any[]]} Formula a name, a number, or a sign with what it is of */
/** @typedef {{ name: string, formula: Formula, decimals: number, unit: string }} Row */

/** More digits than these are what binary fractions make up. */
const DIGITS = 14;
const LARGEST_POWER = 1000;

/** @type {Record<string, (...given: number[]) => number>} */
const OPERATIONS = {
  "+": (left, right) => left + right,
  "-": (left, right) => (right === undefined ? -left : left - right),
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "^": (base, exponent) => (Math.abs(exponent) > LARGEST_POWER ? NaN : base ** exponent),
  ceil: (value) => Math.ceil(plain(value)),
  floor: (value) => Math.floor(plain(value)),
  round: (value, decimals = 0) => halfUp(value, decimals),
  abs: Math.abs,
  min: Math.min,
  max: Math.max,
  emi: (loan, percent, months) => {
    if (!percent) return loan / months;
    const grown = (1 + percent / 100) ** months;
    return (loan * (percent / 100) * grown) / (grown - 1);
  },
};

/**
 * What `formula` comes to, unrounded; NaN or an infinity where that is nothing.
 * @param {Formula} formula @param {Map<string, number>} known @returns {number}
 */
export function worth(formula, known) {
  if (typeof formula === "string") return /^[\d.]/.test(formula) ? Number(formula) : known.get(formula);
  const [sign, ...given] = formula;
  return OPERATIONS[sign](...given.map((each) => worth(each, known)));
}

/**
 * What each row comes to as it is shown; null where it is nothing.
 * @param {Row[]} rows @param {Map<string, number>} numbers @returns {Map<string, number | null>}
 */
export function results(rows, numbers) {
  const known = new Map(numbers);
  const found = new Map();
  for (const { name, formula, decimals } of rows) {
    const value = worth(formula, known);
    const shown = Number.isFinite(value) ? halfUp(value, decimals) : NaN;
    known.set(name, shown);
    found.set(name, Number.isFinite(shown) ? shown : null);
  }
  return found;
}

/** Where the bar of each value begins and how wide it is, in hundredths. @param {(number | null)[]} values */
export function bars(values) {
  const there = values.map((value) => value ?? 0);
  const low = Math.min(0, ...there);
  const room = Math.max(0, ...there) - low || 1;
  const zero = (-low / room) * 100;
  return there.map((value) => ({
    x: halfUp(zero + (Math.min(value, 0) / room) * 100, 1),
    width: halfUp((Math.abs(value) / room) * 100, 1),
    isBelow: value < 0,
  }));
}

/** A number as it is read; a dash where there is none. @param {number | null} value */
export function said(value, unit, decimals) {
  if (value === null) return "–";
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const number = value.toLocaleString("en-IN", digits);
  if (unit === "₹") return value < 0 ? `-₹${number.replace("-", "")}` : `₹${number}`;
  return unit === "%" ? `${number}%` : `${number} ${unit}`.trim();
}

/** Without the last digits of a binary fraction. @param {number} value */
function plain(value) {
  return Number(value.toPrecision(DIGITS));
}

/** A half goes away from 0. @param {number} value @param {number} decimals */
function halfUp(value, decimals) {
  const [digits, exponent = "0"] = Math.abs(plain(value)).toString().split("e");
  const moved = Math.round(Number(`${digits}e${Number(exponent) + decimals}`));
  return Math.sign(value) * Number(`${moved}e${-decimals}`) + 0; // never a minus before nothing
}

class LiveSum {
  /** @param {HTMLElement} step */
  constructor(step) {
    this.step = step;
    /** @type {{ rows: Row[] }} */
    this.sum = JSON.parse(step.querySelector("script[type='application/json']").textContent);
    this.inputs = /** @type {HTMLInputElement[]} */ ([...step.querySelectorAll("[data-number]")]);
    this.again = /** @type {HTMLElement} */ (step.querySelector("[data-again]"));
  }

  start() {
    for (const input of this.inputs) {
      input.disabled = false;
      input.addEventListener("input", () => this.workOut());
    }
    this.again.querySelector("button").addEventListener("click", () => {
      for (const input of this.inputs) input.value = input.defaultValue;
      this.workOut();
      this.inputs[0].focus();
    });
  }

  /** What she typed stays; where a number is wrong, the last results stay too. */
  workOut() {
    const wrong = this.inputs.filter((input) => !input.value || !input.checkValidity());
    for (const input of this.inputs) {
      document.getElementById(input.getAttribute("aria-describedby")).hidden = !wrong.includes(input);
      if (wrong.includes(input)) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
    this.again.hidden = this.inputs.every((input) => input.value === input.defaultValue);
    if (wrong.length) return;
    const numbers = new Map(this.inputs.map((input) => [input.dataset.number, input.valueAsNumber]));
    this.show(results(this.sum.rows, numbers), numbers);
  }

  show(found, numbers) {
    const words = new Map(this.sum.rows.map((row) => [row.name, said(found.get(row.name), row.unit, row.decimals)]));
    for (const { dataset } of this.inputs) {
      const value = numbers.get(dataset.number);
      words.set(dataset.number, said(value, dataset.unit, (String(value).split(".")[1] ?? "").length));
    }
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (this.step.querySelectorAll("[data-result]"))) {
      const text = words.get(place.dataset.result);
      if (place.textContent !== text) place.textContent = text;
    }
    const drawn = /** @type {SVGElement[]} */ ([...this.step.querySelectorAll("[data-bar]")]);
    const places = bars(drawn.map((bar) => found.get(bar.dataset.bar)));
    drawn.forEach((bar, index) => {
      const rect = bar.querySelector("rect");
      rect.setAttribute("x", String(places[index].x));
      rect.setAttribute("width", String(places[index].width));
      rect.classList.toggle("is-below", places[index].isBelow);
    });
  }
}

/** Lets the numbers of each sum be changed. */
export function startLiveSums() {
  for (const step of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-live-sum]"))) {
    new LiveSum(step).start();
  }
}
