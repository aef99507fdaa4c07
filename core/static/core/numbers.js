/**
 * Numbers as people here type them, read on the phone as the portal reads them (core/numbers.py), so that it says at
 * once what the portal would.
 */

const ZEROS = [
  0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0x1c50, 0xabf0,
];
const UNSEEN = /\p{Cf}/gu;
const RUPEES = "(?:₹|rs\\.?|inr|रु\\.?|रू\\.?|ರೂ\\.?|രൂ\\.?)";
const GROUPED = "[1-9]\\d?(?:,\\d\\d)*,\\d{3}|[1-9]\\d{0,2}(?:,\\d{3})+";
const NUMBER = new RegExp(
  `^([-+]?)\\s*${RUPEES}?\\s*(${GROUPED}|\\d*)(\\.\\d*)?\\s*(?:%|${RUPEES})?\\s*(?:/[-=])?$`,
);
const MOST_DIGITS = 15;

/** With wide letters and the digits of every script made plain, and nothing unseen. @param {string} typed */
export function plain(typed) {
  return typed.replace(UNSEEN, "").normalize("NFKC").replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((start) => code >= start && code < start + 10);
    return zero ? String(code - zero) : digit;
  });
}

/** @typedef {{sign: string, whole: string, fraction: string}} Parts */

/** The number in what was typed, null where there is none that is kept. @param {string} typed @returns {Parts | null} */
export function numberIn(typed) {
  const number = partsIn(typed);
  return number && !hasTooManyDigits(number) ? number : null;
}

/** Whether a number can be read that has more digits than are kept. @param {string} typed */
export function isTooLong(typed) {
  const number = partsIn(typed);
  return number !== null && hasTooManyDigits(number);
}

/** @param {Parts} number */
function hasTooManyDigits({ whole }) {
  return whole.replace(/^0+/, "").length > MOST_DIGITS;
}

/** @param {string} typed @returns {Parts | null} */
function partsIn(typed) {
  if (/\p{No}/u.test(typed)) return null; // raised or broken digits
  const text = plain(typed).replace(/\u2212/g, "-").trim().toLowerCase();
  const found = text.replace(/(\d)\s+(?=\d)/g, "$1,").replace(/\s*,\s*/g, ",").match(NUMBER);
  const [, sign, whole, point = ""] = found ?? ["", "", "", ""];
  const [digits, fraction] = [whole.replaceAll(",", ""), point.slice(1)];
  if (!digits && !fraction) return null;
  return { sign: sign.replace("+", ""), whole: digits || "0", fraction: point && `.${fraction}` };
}

/** Whether a number can be read in what was typed. @param {string} typed */
export function isNumber(typed) {
  return numberIn(typed) !== null;
}

/** With Indian grouping, 300000 as 3,00,000; what is no number as it is. @param {string} typed */
export function grouped(typed) {
  const number = numberIn(typed);
  if (!number) return typed;
  const { sign, whole, fraction } = number;
  const head = whole.slice(0, -3).replace(/\B(?=(\d{2})+$)/g, ",");
  return sign + (head ? `${head},` : "") + whole.slice(-3) + fraction;
}
