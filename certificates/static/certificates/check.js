/**
 * Checks the square of a certificate on the phone itself: of the address by which the page was opened, of a photo, or of
 * what was pasted. Where the browser cannot read a square in a photo, it is not offered. On a page of no certificate the
 * portal is asked besides what that one is worth today.
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
/** How often a square was checked: the portal may answer when another is on the page already. */
let checks = 0;

/** Shows the one sentence of the page for what came of it, and what the square says where it is ours. */
async function check(/** @type {string} */ typed) {
  const own = ++checks;
  let found = "unable";
  /** @type {string | null} */
  let ours = null;
  try {
    const known = await keys;
    const claim = await signedClaim(claimTextOf(typed), known);
    const isOurs = claim && (!number || claim.number === number);
    found = isOurs ? "ours" : known.length ? "changed" : "no-keys";
    if (claim && found === "ours") fill(claim);
    ours = isOurs ? claim.number : null;
  } catch {
    // No way to reckon here: over plain HTTP, or in a very old browser.
  }
  if (own !== checks) return;
  forgetAnswer();
  tell(found);
  if (ours && shown.dataset.page && navigator.onLine) await askPortal(ours, own);
}

/** What the page of its number says stands in place of what the square says; without an answer all stays as it was. */
async function askPortal(/** @type {string} */ ofOurs, /** @type {number} */ own) {
  try {
    const answer = await fetch(shown.dataset.page.replace(/\d{11}/, ofOurs), { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (own !== checks) return;
    const said = [...page.querySelectorAll("[data-worth]")].map(asPart);
    // Who else answers in the portal's place, such as a hotspot, has none of our forms.
    const knowsNone = answer.status === 404 && page.querySelector("[data-paste]") !== null;
    if (!(answer.ok && said.length) && !knowsNone) return;
    shown.querySelector("[data-portal-says]").replaceChildren(...said);
    shown.querySelector("[data-portal-says]").hidden = knowsNone;
    shown.querySelector("[data-portal-knows-none]").hidden = !knowsNone;
    shown.querySelector("[data-by-itself]").hidden = true;
  } catch {
    // No way to it now: the page says already that only the portal knows.
  }
}

function forgetAnswer() {
  for (const part of shown.querySelectorAll("[data-portal-says], [data-portal-knows-none]")) part.hidden = true;
  for (const part of shown.querySelectorAll("[data-by-itself]")) part.hidden = false;
}

/** As it stands there; the head of that page is a head within this part. */
function asPart(/** @type {HTMLElement} */ part) {
  if (part.localName !== "h1") return part;
  const head = document.createElement("h3");
  head.textContent = part.textContent;
  return head;
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
  const square = new FormData(form).get("square")?.toString().trim();
  if (square) check(square);
  else tell("empty");
});
if (form) form.hidden = false;
if (photo && reader) {
  /** @type {HTMLElement} */ (photo.closest("[data-camera]")).hidden = false;
  photo.addEventListener("change", readPhoto);
}
