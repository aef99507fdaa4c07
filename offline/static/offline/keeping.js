/**
 * On every page of who is signed in: starts the worker, and says when a page comes from the phone, or when the phone
 * has no room for more.
 */

import { ask, keepsPages, momentInWords, state } from "./phone.js";

const note = /** @type {HTMLElement} */ (document.getElementById("kept"));
const { person } = note.dataset;
const { keptAt } = document.documentElement.dataset;

if (keptAt) {
  say(note.dataset.words.replace("{time}", momentInWords(keptAt)));
}
if (document.querySelector("[data-keep]")) import("./keep_button.js");
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

async function start() {
  const isNew = !navigator.serviceWorker.controller;
  try {
    await navigator.serviceWorker.register(note.dataset.worker, { scope: "/", updateViaCache: "none" });
  } catch {
    return; // without a line, or in a private window: whoever wants to keep something is told beside the button
  }
  const trouble = await ask({ wish: "hello", person, address: isNew ? location.href : "" });
  if (trouble === "full") say(note.dataset.full);
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
