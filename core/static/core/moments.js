/** Day and time as the portal writes them, by the clock of the phone: 27-11-2026, 17:32. @param {string | number} moment */
export function momentInWords(moment) {
  const twoDigits = /** @type {const} */ ({ day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit" });
  return new Date(moment).toLocaleString("en-GB", { ...twoDigits, year: "numeric", hourCycle: "h23" }).replaceAll("/", "-");
}
