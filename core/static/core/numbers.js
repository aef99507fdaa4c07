/** Numbers as people here type them, looked at on the phone. The portal decides; this only saves a round trip. */

const ZEROS = [0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66];
const AROUND = /^(₹|rs\.?|inr)|(\/[-=]|%|₹|rs\.?)$/gi;
const NUMBER = /^[-+]?(\d+|\d{1,3}(,\d{2,3})*,\d{3})?(\.\d*)?$/;

/** The text in plain digits, without ₹, blanks and the like. @param {string} typed */
function plain(typed) {
  const digits = typed.normalize("NFKC").replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((start) => code >= start && code < start + 10);
    return zero ? String(code - zero) : digit;
  });
  return digits.trim().replace(AROUND, "").replace(/[\s−]/g, (mark) => (mark === "−" ? "-" : ""));
}

/** Whether a number can be read in what was typed. @param {string} typed */
export function isNumber(typed) {
  const text = plain(typed);
  return NUMBER.test(text) && /\d/.test(text);
}

/** With Indian grouping, 300000 as 3,00,000; what is no number as it is. @param {string} typed */
export function grouped(typed) {
  if (!isNumber(typed)) return typed;
  const [, sign, whole, fraction] = plain(typed).replaceAll(",", "").match(/^([-+]?)(\d*)(.*)$/) ?? [];
  const head = whole.slice(0, -3).replace(/\B(?=(\d{2})+$)/g, ",");
  return sign.replace("+", "") + (head ? `${head},` : "") + whole.slice(-3) + fraction;
}
