/** How many letters the portal counts in a text: in one normal form, an emoji as one. @param {string} typed */
export function lettersIn(typed) {
  return [...typed.normalize("NFC")].length;
}
