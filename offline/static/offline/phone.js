/** What the phone keeps, read from a page. The worker (worker/) is the only one who writes it. */

import { momentInWords } from "../core/moments.js";

const STATE = "/offline/state";
const PERSON = "person ";
const BUNDLE = "/offline/bundle/";
const SILENCE = 30000;

/** Whether this browser keeps pages at all. */
export function keepsPages() {
  return "serviceWorker" in navigator && "caches" in window;
}

/** The worker, once it can be asked; null where there is none, or none could come. @returns {Promise<ServiceWorker | null>} */
export async function worker() {
  if (!keepsPages()) return null;
  const registration = await navigator.serviceWorker.getRegistration("/");
  if (!registration || registration.active) return registration?.active ?? null;
  const coming = registration.installing ?? registration.waiting;
  return new Promise((resolve) => {
    const look = () => {
      if (registration.active) resolve(registration.active);
      else if (coming.state === "redundant") resolve(null);
    };
    coming.addEventListener("statechange", look);
    look();
  });
}

/**
 * Ask the worker for something. While it is at work it says so every few seconds: where it falls silent, the browser has
 * ended it. @param {{wish: string, person?: string, address?: string}} wish
 * @param {(news: {done: number, of: number}) => void} onProgress
 * @returns {Promise<string>} "" when it is done, otherwise the trouble: "full", "offline" or "forbidden"
 */
export async function ask(wish, onProgress = () => undefined) {
  const to = await worker().catch(() => null);
  if (!to) return "forbidden";
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const giveUp = () => resolve("offline");
    let clock = setTimeout(giveUp, SILENCE);
    port1.onmessage = ({ data }) => {
      clearTimeout(clock);
      if (data.trouble || data.isDone) return resolve(data.trouble ?? "");
      clock = setTimeout(giveUp, SILENCE);
      if (data.of) onProgress(data);
    };
    to.postMessage(wish, [port2]);
  });
}

/** Who the portal last said was in on this phone. @returns {Promise<{reader?: string, isFull?: boolean}>} */
export async function state() {
  try {
    const found = await caches.match(STATE);
    return found ? await found.json() : {};
  } catch {
    return {};
  }
}

/** Her pages as {address, title}, the newest first; each title once. @param {string} person */
export async function pagesOf(person) {
  if (!(await caches.has(PERSON + person))) return [];
  const cache = await caches.open(PERSON + person);
  const pages = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    if (!response?.headers.get("Content-Type")?.startsWith("text/html") || response.status !== 200) continue;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const language = page.documentElement.lang;
    const parts = page.title.split(" – ");
    const whole = parts.slice(0, -1).join(" – ") || parts[0]; // the last is the name of the portal
    pages.unshift({ address: request.url, title: parts[0], whole, language, at: response.headers.get("Kept-At") });
  }
  return namedApart(pages);
}

/**
 * The same page under two addresses is shown once, the newest; other pages of one name are told apart by what their title
 * says more, such as of which cohort they are, else by their language, and where that is one too, by when they were kept.
 *
 * @param {{address: string, title: string, whole: string, language: string, at: string}[]} pages the newest first
 */
function namedApart(pages) {
  const shown = pages.filter(
    ({ address, title }, place) => pages.findIndex((each) => each.title === title && pathOf(each) === pathOf({ address })) === place,
  );
  return shown.map(({ address, title, whole, language, at }) => {
    if (shown.every((each) => each.title !== title || each.address === address)) return { address, title };
    const others = shown.filter((each) => each.whole === whole && each.address !== address);
    if (!others.length) return { address, title: whole };
    const isOtherLanguage = others.every((each) => each.language !== language);
    return { address, title: `${whole} (${isOtherLanguage ? nameOf(language) : momentInWords(at)})` };
  });
}

/** @param {{address: string}} page */
function pathOf({ address }) {
  return new URL(address).pathname;
}

/** A language in its own words. @param {string} code */
function nameOf(code) {
  return new Intl.DisplayNames([code], { type: "language" }).of(code);
}

/** Whether this page of hers is on the phone. @param {string} person @param {string} address */
export async function isKept(person, address) {
  return Boolean(await caches.match(address, { cacheName: PERSON + person, ignoreVary: true }));
}

/** What she keeps under this address on purpose. @param {string} person @param {string} address */
export async function bundleOf(person, address) {
  if (!(await caches.has(PERSON + person))) return null;
  const found = await (await caches.open(PERSON + person)).match(BUNDLE + encodeURIComponent(address));
  return found ? found.json() : null;
}

/** All that she keeps on purpose, by name. @param {string} person @returns {Promise<{title: string, address: string, bytes: number, at: number}[]>} */
export async function bundlesOf(person) {
  if (!(await caches.has(PERSON + person))) return [];
  const cache = await caches.open(PERSON + person);
  const found = (await cache.keys()).filter(({ url }) => url.includes(BUNDLE));
  const all = await Promise.all(found.map(async (request) => (await cache.match(request))?.json()));
  return all.filter(Boolean).sort((one, other) => one.title.localeCompare(other.title));
}

/** @param {number} bytes */
export function sizeInWords(bytes) {
  const unit = bytes < 1_000_000 ? "kilobyte" : "megabyte";
  const number = unit === "kilobyte" ? Math.max(1, Math.round(bytes / 1000)) : bytes / 1_000_000;
  const style = /** @type {const} */ ({ style: "unit", unit, maximumFractionDigits: 1 });
  return new Intl.NumberFormat(`${document.documentElement.lang}-IN`, style).format(number);
}

/** Show the pages as links. @param {HTMLElement} list @param {{address: string, title: string}[]} pages */
export function showPages(list, pages) {
  list.replaceChildren(
    ...pages.map(({ address, title }) => {
      const item = document.createElement("li");
      item.append(Object.assign(document.createElement("a"), { href: address, textContent: title }));
      return item;
    }),
  );
}
