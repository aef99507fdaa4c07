/**
 * On every page of who is signed in: starts the worker, and says when a page comes from the phone, or when the phone
 * has no room for more.
 */

import { momentInWords } from "../core/moments.js";
import { ask, isKept, keepsPages, state } from "./phone.js";

const note = /** @type {HTMLElement} */ (document.getElementById("kept"));
const { person } = note.dataset;
const { keptAt } = document.documentElement.dataset;
const SOON = 2000;
const BETWEEN_TWO = 20000;
let isRenewing = false;
let renewedAt = 0;
let clock = 0;

if (keptAt) {
  say(note.dataset.words.replace("{time}", momentInWords(keptAt)));
}
if (document.querySelector("[data-keep]")) import("./keep_button.js").catch(console.warn); // the line may go first
if (keepsPages()) {
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data.isFull) say(note.dataset.full);
    if (data.isNewestHere && keptAt) sayNewest();
  });
  state().then(({ isFull }) => isFull && !keptAt && say(note.dataset.full));
  // After the page itself: the worker fetches the scripts of all pages.
  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
}

/** The page tells that it has grown, such as by a message: what is kept of it is renewed, soon or as she leaves it. */
document.addEventListener("grown", () => {
  if (isRenewing) return;
  isRenewing = true;
  clock = setTimeout(renew, Math.max(SOON, renewedAt + BETWEEN_TWO - Date.now()));
});
document.addEventListener("visibilitychange", () => document.hidden && renew());
/** The portal has told of a page that is not here yet, such as her result: she may open it where there is no line. */
document.addEventListener("came", (event) => {
  const { href: address } = new URL(/** @type {CustomEvent<string>} */ (event).detail, location.origin);
  navigator.serviceWorker?.controller?.postMessage({ wish: "take", person, address });
});

function renew() {
  clearTimeout(clock);
  if (!isRenewing || !navigator.onLine) return;
  isRenewing = false;
  renewedAt = Date.now();
  navigator.serviceWorker?.controller?.postMessage({ wish: "renew", person, address: location.href });
}

async function start() {
  const isNew = !navigator.serviceWorker.controller;
  try {
    await navigator.serviceWorker.register(note.dataset.worker, { scope: "/", updateViaCache: "none" });
  } catch (trouble) {
    if (trouble.name !== "TypeError") sayOnce(note.dataset.forbidden); // that would be a line that went
    return;
  }
  const trouble = await ask({ wish: "hello", person, address: isNew ? location.href : "" });
  if (trouble === "full") say(note.dataset.full);
  await takeAlong();
}

/** What her desk names, such as the list of today, is kept quietly: she may forget to take her day along. */
async function takeAlong() {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-along]"));
  for (const link of links) {
    if (!keptAt) await ask({ wish: "take", person, address: link.href });
    const said = /** @type {HTMLElement} */ (link.nextElementSibling);
    said.hidden = !(await isKept(person, link.href).catch(() => false));
  }
}

/** Once a window: she can do nothing about it, and what she writes has a word of its own. @param {string} words */
function sayOnce(words) {
  try {
    if (sessionStorage.getItem("told-of-keeping")) return;
    sessionStorage.setItem("told-of-keeping", "1");
  } catch {
    // nothing is kept at all: then it is said on every page
  }
  say(words);
}

/** The portal was only slow. What she has written here meanwhile is kept, and stands on the newest page too. */
function sayNewest() {
  const button = /** @type {HTMLButtonElement} */ (note.querySelector("[data-newest]"));
  button.addEventListener("click", () => location.reload());
  button.hidden = false;
  say(note.dataset.newest);
}

/** @param {string} words */
function say(words) {
  note.querySelector("[data-said]").textContent = words;
  note.hidden = false;
}
