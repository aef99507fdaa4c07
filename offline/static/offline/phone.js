/** What the phone keeps, read from a page. The worker (worker.js) is the only one who writes it. */

const STATE = "/offline/state";
const PERSON = "person ";
const BUNDLE = "/offline/bundle/";

/** Whether this browser keeps pages at all. */
export function keepsPages() {
  return "serviceWorker" in navigator && "caches" in window;
}

/** The worker, once it can be asked; null where there is none. @returns {Promise<ServiceWorker | null>} */
export async function worker() {
  if (!keepsPages()) return null;
  const registration = await navigator.serviceWorker.getRegistration("/");
  return registration ? (await navigator.serviceWorker.ready).active : null;
}

/**
 * Ask the worker for something. @param {{wish: string, person?: string, address?: string}} wish
 * @param {(news: {done: number, of: number}) => void} onProgress
 * @returns {Promise<string>} "" when it is done, otherwise the trouble: "full", "offline" or "forbidden"
 */
export async function ask(wish, onProgress = () => undefined) {
  const to = await worker().catch(() => null);
  if (!to) return "forbidden";
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => {
      if (data.trouble || data.isDone) resolve(data.trouble ?? "");
      else onProgress(data);
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

/** Her pages as {address, title}, the newest first. @param {string} person */
export async function pagesOf(person) {
  if (!(await caches.has(PERSON + person))) return [];
  const cache = await caches.open(PERSON + person);
  const pages = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    if (!response?.headers.get("Content-Type")?.startsWith("text/html") || response.status !== 200) continue;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    pages.unshift({ address: request.url, title: page.title.split(" – ")[0] });
  }
  return pages;
}

/** What she keeps under this address on purpose. @param {string} person @param {string} address */
export async function bundleOf(person, address) {
  if (!(await caches.has(PERSON + person))) return null;
  const found = await (await caches.open(PERSON + person)).match(BUNDLE + encodeURIComponent(address));
  return found ? found.json() : null;
}

/** Day and time as the portal writes them: 27-11-2026, 17:32. @param {string | number} moment */
export function momentInWords(moment) {
  const twoDigits = /** @type {const} */ ({ day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit" });
  return new Date(moment).toLocaleString("en-GB", { ...twoDigits, year: "numeric", hourCycle: "h23" }).replaceAll("/", "-");
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
