/**
 * Checks the square of a certificate on the phone itself: of the address by which the page was opened, of a photo, or of
 * what was pasted. Where the browser cannot read a square in a photo, it is not offered.
 */

import { claimTextOf, signedClaim } from "./claims.js";

/** @type {HTMLElement} */
const shown = document.querySelector("[data-square]");
const keys = keysToCheckBy();
/** @type {string | undefined} the certificate of which this page is, also where the portal is not reached */
const number = location.pathname.match(/\/(\d{11})\//)?.[1];
/** @type {HTMLFormElement | null} */
const form = document.querySelector("[data-paste]");
/** @type {HTMLInputElement | null} */
const photo = document.querySelector("[data-photo]");
const reader = /** @type {any} */ (window).BarcodeDetector;

/** Shows the one sentence of the page for what came of it, and what the square says where it is ours. */
async function check(/** @type {string} */ typed) {
  let found = "unable";
  try {
    const known = await keys;
    const claim = await signedClaim(claimTextOf(typed), known);
    const isOurs = claim && (!number || claim.number === number);
    found = isOurs ? "ours" : known.length ? "changed" : "no-keys";
    if (claim && found === "ours") fill(claim);
  } catch {
    // No way to reckon here: over plain HTTP, or in a very old browser.
  }
  tell(found);
}

/**
 * Those of the page, or those that the worker fetched when the portal was last reached.
 *
 * @returns {Promise<import("./claims.js").Key[]>}
 */
async function keysToCheckBy() {
  const ofThePage = document.getElementById("certificate-keys");
  if (ofThePage) return JSON.parse(ofThePage.textContent);
  const fetched = await caches.match(shown.dataset.keys, { cacheName: "anybody", ignoreVary: true });
  return fetched ? (await fetched.json()).keys : [];
}

function tell(/** @type {string} */ found) {
  for (const part of shown.querySelectorAll("[data-found]")) part.hidden = part.dataset.found !== found;
  shown.hidden = false;
  shown.focus();
}

/** @param {import("./claims.js").Claim} claim */
function fill(claim) {
  const day = (/** @type {Date | null} */ date) => date?.toISOString().slice(0, 10).split("-").reverse().join("-");
  const said = {
    name: claim.name,
    title: claim.title,
    organisation: claim.organisation,
    number: claim.number.replace(/^(\d{3})(\d{4})/, "$1 $2 "),
    issued: day(claim.issued),
    until: day(claim.until) ?? shown.dataset.forEver,
  };
  for (const part of shown.querySelectorAll("[data-says]")) part.textContent = said[part.dataset.says] ?? "";
  const isOver = claim.until !== null && claim.until.getTime() + 24 * 60 * 60 * 1000 < Date.now();
  for (const part of shown.querySelectorAll("[data-lapsed]")) part.hidden = !isOver;
}

async function readPhoto() {
  const file = photo?.files?.[0];
  if (!file) return;
  try {
    const codes = await new reader({ formats: ["qr_code"] }).detect(await createImageBitmap(file));
    if (codes.length > 0) await check(codes[0].rawValue);
    else tell("unread");
  } catch {
    tell("unread");
  }
}

if (location.hash.length > 1) check(location.hash);
addEventListener("hashchange", () => check(location.hash));
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  check(new FormData(form).get("square")?.toString() ?? "");
});
if (form) form.hidden = false;
if (photo && reader) {
  /** @type {HTMLElement} */ (photo.closest("[data-camera]")).hidden = false;
  photo.addEventListener("change", readPhoto);
}
