/**
 * The worker: pages open without a line. Each page comes from the portal where that answers in time; where it does not,
 * the page as it was kept on this phone is shown, and says so. What is kept is one person's, and is shown while the last
 * answer of the portal on this phone was for her; signing out takes it away, also without a line.
 *
 * The view puts `PORTAL` before this text: what the portal is made of in this build.
 *
 * @typedef {{build: string, shell: string[], languages: string[], noLine: string, statics: string, uploads: string,
 *   signOut: string, doors: string[], apart: string[], always: string[], bundles: string, seconds: number}} Portal
 * @typedef {{reader: string, language: string, seen: number, mustSignOut: boolean, isFull: boolean}} State
 */

const portal = /** @type {Portal} */ (/** @type {any} */ (self).PORTAL);
const worker = /** @type {any} */ (self);

const PATIENCE = 3500;
const MOST_OPENED = 80;
const LARGEST_PICTURE = 400 * 1024;
const LOOK_AGAIN_AFTER = 6 * 60 * 60 * 1000;
const NOBODY = "nobody";
const STATE = "/offline/state";
const SHELL = "shell ";
const PERSON = "person ";
const BUNDLE = "/offline/bundle/";
const KEPT_AT = "Kept-At";

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => worker.clients.claim())));
worker.addEventListener("sync", (event) => event.waitUntil(tellSignOut()));
worker.addEventListener("message", (event) => event.waitUntil(obey(event.data, event.ports[0])));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || portal.apart.some((start) => pathname.startsWith(start))) return;
  if (request.mode === "navigate") event.respondWith(request.method === "GET" ? openPage(event) : send(event));
  else if (request.method !== "GET") return;
  else if (pathname.startsWith(portal.statics)) event.respondWith(shellFile(request));
  else if (pathname.startsWith(portal.uploads)) event.respondWith(upload(event));
});

/* ---- the shell ---- */

async function install() {
  const shell = await caches.open(SHELL + portal.build);
  await shell.addAll(portal.shell); // names carry their hash: what the pages have fetched is not fetched again
  await shell.addAll(portal.languages.map((code) => new Request(noLineAddress(code), { credentials: "omit", cache: "reload" })));
  await worker.skipWaiting();
}

/** The shells of pages that are still kept, or may still be open, stay: names of their scripts are in them. */
async function tidy() {
  const builds = new Set([portal.build]);
  const names = await caches.keys();
  for (const name of names.filter((each) => each.startsWith(PERSON))) {
    const cache = await caches.open(name);
    for (const response of await cache.matchAll()) builds.add(response.headers.get("Portal-Build") ?? "");
  }
  const isOpen = (await worker.clients.matchAll({ includeUncontrolled: true })).length > 0;
  if (isOpen) return;
  for (const name of names) if (name.startsWith(SHELL) && !builds.has(name.slice(SHELL.length))) await caches.delete(name);
}

async function shellFile(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && response.type === "basic" && isHashed(request.url)) {
    const copy = response.clone();
    await caches.open(SHELL + portal.build).then((shell) => shell.put(request, copy)).catch(noteFull);
  }
  return response;
}

function isHashed(address) {
  return /\.[0-9a-f]{12}\.\w+$/.test(address);
}

/* ---- pages ---- */

/** Whom the last answers were for, made anew wherever somebody may come in or go. */
let era = 0;
/** @type {Map<string, string>} which address led on to another, by the window */
const leading = new Map();

async function openPage(event) {
  const { request } = event;
  const address = withoutHash(request.url);
  if (!(await tellSignOut())) return noLine(request);
  const { reader } = await readState();
  const kept = await keptPage(reader, address);
  const answer = ask(event, address);
  event.waitUntil(answer.catch(() => null));
  try {
    return await (kept ? Promise.race([answer, late()]) : answer);
  } catch (trouble) {
    // She may have been signed out in another window meanwhile.
    const isHers = kept && (await readState()).reader === reader;
    if (isHers) {
      event.waitUntil(answer.then((response) => tellNewest(event, response)).catch(() => null));
      return asKept(kept);
    }
    return trouble.response ?? noLine(request);
  }
}

/** The portal's own answer. Throws where nobody answers, or somebody else, or the portal is not itself. */
async function ask(event, address) {
  const began = era;
  const response = await fetch(event.request);
  const { reader } = await readState();
  if (response.type === "opaqueredirect") {
    leading.set(event.resultingClientId, address);
    return response;
  }
  if (!isOurs(response)) throw new Error("not the portal");
  if (response.status >= 500) throw Object.assign(new Error("the portal is not itself"), { response });
  const whose = response.headers.get("Portal-Reader");
  if (began !== era) return response;
  if (whose !== "unknown") await changeState({ reader: whose, language: languageOf(response), seen: Date.now() });
  const came = leading.get(event.resultingClientId);
  leading.delete(event.resultingClientId);
  const person = whose === "unknown" ? reader : whose;
  if (isPage(response) && whose === person && isSomebody(person)) {
    const copy = response.clone();
    event.waitUntil(keep(person, address, copy).then(() => came && keepLeading(person, came, address)).catch(noteFull));
  } else if ([403, 404, 410].includes(response.status) && isSomebody(person)) {
    event.waitUntil(forget(person, address));
  }
  return response;
}

/** The portal has answered after all, and the page that came from the phone is there by now: it can be shown anew. */
async function tellNewest({ resultingClientId }, response) {
  for (let tries = 0; isPage(response) && tries < 40; tries += 1) {
    const client = await worker.clients.get(resultingClientId);
    if (client) return client.postMessage({ isNewestHere: true });
    await new Promise((again) => setTimeout(again, 250));
  }
}

/** Something is sent by a plain form: it comes through, or the page says that it did not. */
async function send(event) {
  const { request } = event;
  const { pathname } = new URL(request.url);
  const isSigningOut = pathname === portal.signOut;
  const isDoor = portal.doors.some((start) => pathname.startsWith(start));
  const { reader } = await readState();
  if (isDoor) {
    era += 1;
    await changeState({ reader: "" });
  }
  if (isSigningOut) await wipe(reader);
  if (!isSigningOut && !(await tellSignOut())) return noLine(request, "sent");
  try {
    const response = await fetch(request);
    if (response.type === "opaqueredirect") return response;
    const whose = response.headers.get("Portal-Reader");
    if (whose && whose !== "unknown") await changeState({ reader: whose, language: languageOf(response), seen: Date.now() });
    return response;
  } catch {
    if (!isSigningOut) return noLine(request, "sent");
    await changeState({ reader: NOBODY, mustSignOut: true });
    await worker.registration.sync?.register("sign-out").catch(() => null);
    return noLine(request, "signed-out");
  }
}

function late() {
  return new Promise((resolve, reject) => setTimeout(() => reject(new Error("late")), PATIENCE));
}

function isOurs(response) {
  return response.type === "basic" && response.headers.has("Portal-Reader");
}

function isPage(response) {
  return response.status === 200 && (response.headers.get("Content-Type") ?? "").startsWith("text/html");
}

function isSomebody(person) {
  return Boolean(person) && person !== NOBODY;
}

function languageOf(response) {
  return response.headers.get("Content-Language") ?? "";
}

function withoutHash(address) {
  return address.split("#")[0];
}

/* ---- what is kept ---- */

async function keep(person, address, response) {
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name); // it lies here unpacked
  headers.set(KEPT_AT, new Date().toISOString());
  const body = await response.blob();
  const cache = await caches.open(PERSON + person);
  await cache.delete(address); // the newest stand last
  await cache.put(address, new Response(body, { headers }));
  await changeState({ isFull: false });
  await forgetOldest(person, cache);
  return body.size;
}

/** An address that leads on to a page leads there without a line too. */
async function keepLeading(person, from, to) {
  const cache = await caches.open(PERSON + person);
  await cache.put(from, new Response(null, { status: 302, headers: { Location: to, [KEPT_AT]: new Date().toISOString() } }));
}

async function keptPage(person, address) {
  if (!isSomebody(person) || !(await caches.has(PERSON + person))) return undefined;
  return (await caches.open(PERSON + person)).match(address, { ignoreVary: true });
}

/** The page as it was kept, and marked so that its script can say when that was. */
async function asKept(kept) {
  if (kept.status === 302) return Response.redirect(kept.headers.get("Location"), 302);
  const at = kept.headers.get(KEPT_AT);
  const text = await kept.text();
  return new Response(text.replace("<html ", `<html data-kept-at="${at}" `), { headers: kept.headers });
}

async function forget(person, address) {
  const cache = await caches.open(PERSON + person);
  await cache.delete(address);
}

async function forgetOldest(person, cache) {
  const pages = (await cache.keys()).map(({ url }) => url);
  if (pages.length <= MOST_OPENED) return;
  const onPurpose = new Set((await bundlesOf(person)).flatMap(({ addresses }) => addresses));
  const always = portal.always.map((each) => new URL(each, location.origin).href);
  const opened = pages.filter((url) => !onPurpose.has(url) && !always.includes(url) && !url.includes(BUNDLE));
  for (const url of opened.slice(0, Math.max(0, opened.length - MOST_OPENED))) await cache.delete(url);
}

/** Whoever signs out leaves nothing behind; where nobody knows whose it is, nobody's stays. */
async function wipe(person) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PERSON));
  await Promise.all(names.filter((name) => !isSomebody(person) || name === PERSON + person).map((name) => caches.delete(name)));
}

/** Pictures of opened pages are kept with them; sound only on purpose. */
async function upload(event) {
  const { request } = event;
  const { reader } = await readState();
  const kept = await keptPage(reader, request.url);
  if (kept) return partOf(request, kept);
  const response = await fetch(request);
  const isSmallPicture =
    response.status === 200 && response.type === "basic" &&
    response.headers.get("Content-Type")?.startsWith("image/") &&
    Number(response.headers.get("Content-Length") ?? 0) < LARGEST_PICTURE;
  if (isSmallPicture && isSomebody(reader)) event.waitUntil(keep(reader, request.url, response.clone()).catch(noteFull));
  return response;
}

/** A player asks for parts. @param {Request} request @param {Response} kept */
async function partOf(request, kept) {
  const asked = request.headers.get("Range")?.match(/^bytes=(\d+)-(\d*)$/);
  if (!asked) return kept;
  const whole = await kept.blob();
  const first = Number(asked[1]);
  const last = Math.min(asked[2] ? Number(asked[2]) : Infinity, whole.size - 1);
  const headers = new Headers(kept.headers);
  headers.set("Content-Range", `bytes ${first}-${last}/${whole.size}`);
  headers.set("Content-Length", String(last - first + 1));
  return new Response(whole.slice(first, last + 1), { status: 206, headers });
}

/* ---- kept on purpose ---- */

/** @returns {Promise<{address: string, title: string, edition: string, addresses: string[], bytes: number, at: number, looked: number}[]>} */
async function bundlesOf(person) {
  const cache = await caches.open(PERSON + person);
  const found = (await cache.keys()).filter(({ url }) => url.includes(BUNDLE));
  return Promise.all(found.map(async (request) => (await cache.match(request)).json()));
}

async function noteBundle(person, bundle) {
  const cache = await caches.open(PERSON + person);
  await cache.put(BUNDLE + encodeURIComponent(bundle.address), new Response(JSON.stringify(bundle)));
}

/** Fetch all pages of a bundle with their pictures and sound, and say how far it is. */
async function keepBundle(person, address, tell) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (answer.status === 404) return dropBundle(person, address);
  if (answer.headers.get("Portal-Reader") !== person) throw new Error("not hers");
  const { title, edition, pages } = await answer.json();
  const todo = pages.map((each) => new URL(each, location.origin).href);
  const done = new Set();
  let bytes = 0;
  for (let place = 0; place < todo.length; place += 1) {
    if (!done.has(todo[place])) bytes += await fetchInto(person, todo[place], todo);
    done.add(todo[place]);
    tell({ done: place + 1, of: todo.length });
  }
  const now = Date.now();
  await noteBundle(person, { address, title, edition, addresses: [...done], bytes, at: now, looked: now });
}

/** One page or file; what a page shows is put at the end of `todo`. */
async function fetchInto(person, address, todo) {
  const { pathname } = new URL(address);
  const isFile = pathname.startsWith(portal.uploads);
  const has = isFile && (await keptPage(person, address));
  if (has) return (await has.blob()).size;
  const response = await fetch(address, { headers: { Accept: isFile ? "*/*" : "text/html" } });
  if (isFile) return response.status === 200 ? keep(person, address, response) : 0;
  if (!isPage(response) || response.headers.get("Portal-Reader") !== person) return 0; // no longer open to her
  const text = await response.clone().text();
  const found = text.matchAll(/(?:src|href)="(\/[^"]+)"/g);
  for (const [, file] of found) {
    const url = new URL(file, location.origin);
    if (url.pathname.startsWith(portal.uploads) && !todo.includes(url.href)) todo.push(url.href);
  }
  return keep(person, address, response);
}

async function dropBundle(person, address) {
  const all = await bundlesOf(person);
  const dropped = all.find((bundle) => bundle.address === address);
  const others = new Set(all.filter((bundle) => bundle !== dropped).flatMap(({ addresses }) => addresses));
  const cache = await caches.open(PERSON + person);
  for (const url of dropped?.addresses ?? []) if (!others.has(url)) await cache.delete(url);
  await cache.delete(BUNDLE + encodeURIComponent(address));
}

/** What the course has become meanwhile is fetched quietly, where something has changed. */
async function lookAgain(person) {
  for (const bundle of await bundlesOf(person)) {
    if (Date.now() - bundle.looked < LOOK_AGAIN_AFTER) continue;
    const answer = await fetch(bundle.address, { headers: { Accept: "application/json" } });
    if (answer.status === 404) await dropBundle(person, bundle.address);
    if (answer.status !== 200 || answer.headers.get("Portal-Reader") !== person) continue;
    const { edition } = await answer.json();
    if (edition === bundle.edition) await noteBundle(person, { ...bundle, looked: Date.now() });
    else await keepBundle(person, bundle.address, () => null);
  }
}

/** What every page may need: what waits, what is kept, the desk. */
async function keepAlways(person) {
  for (const address of portal.always) {
    if (!(await keptPage(person, new URL(address, location.origin).href))) {
      await fetchInto(person, new URL(address, location.origin).href, []);
    }
  }
}

/* ---- what pages ask ---- */

async function obey({ wish, person, address }, port) {
  const tell = (news) => port?.postMessage(news);
  try {
    if (wish === "hello" && (await tellSignOut()) && (await isReader(person))) {
      if (address) await fetchInto(person, withoutHash(address), []); // it came before this worker was here
      await keepAlways(person);
      await lookAgain(person);
    }
    if (wish === "keep") await keepBundle(person, address, tell);
    if (wish === "drop") await dropBundle(person, address);
    tell((await readState()).isFull && wish === "hello" ? { trouble: "full" } : { isDone: true });
  } catch (trouble) {
    if (isFullness(trouble)) await noteFull(trouble);
    tell({ trouble: isFullness(trouble) ? "full" : "offline" });
  }
}

/** Whether she is in by the portal's word. A page alone may be older than who is in now. */
async function isReader(person) {
  if ((await readState()).reader === person) return true;
  const began = era;
  const answer = await fetch(portal.always[0], { headers: { Accept: "text/html" } });
  if (answer.headers.get("Portal-Reader") !== person || began !== era) return false;
  await changeState({ reader: person, language: languageOf(answer), seen: Date.now() });
  return true;
}

function isFullness(trouble) {
  return trouble?.name === "QuotaExceededError";
}

/** A full store is said, on this page and the next. */
async function noteFull(trouble) {
  if (!isFullness(trouble)) return console.error(trouble);
  await changeState({ isFull: true }).catch(() => null);
  for (const client of await worker.clients.matchAll()) client.postMessage({ isFull: true });
}

/* ---- who is in ---- */

/** @type {State | null} */
let state = null;
let writing = Promise.resolve();

/** @returns {Promise<State>} */
async function readState() {
  if (!state) {
    const kept = await caches.open("state").then((cache) => cache.match(STATE)).catch(() => null);
    state = { reader: "", language: "", seen: 0, mustSignOut: false, isFull: false, ...(kept && (await kept.json())) };
  }
  // As long as the portal would remember her, and no longer.
  if (Date.now() - state.seen > portal.seconds * 1000) state.reader = "";
  return state;
}

/** @param {Partial<State>} change */
async function changeState(change) {
  const now = await readState();
  const changed = { ...now, ...change };
  const isSame = Object.keys(change).every((key) => key === "seen" || now[key] === change[key]);
  state = changed;
  if (isSame && Date.now() - now.seen < 60000) return;
  writing = writing.then(async () => {
    const cache = await caches.open("state");
    await cache.put(STATE, new Response(JSON.stringify(changed)));
  }).catch(() => caches.delete("state").then(() => undefined)); // better nobody than who was in before
  await writing;
}

/** She signed out without a line: before anything else the portal is told. Says whether nothing is left to tell. */
async function tellSignOut() {
  if (!(await readState()).mustSignOut) return true;
  try {
    const page = await fetch(portal.signOut, { redirect: "follow" });
    if (!isOurs(page) || page.status >= 500) return false;
    const token = (await page.text()).match(/name="csrfmiddlewaretoken" value="([^"]+)"/)?.[1];
    if (new URL(page.url).pathname === portal.signOut && token) {
      const body = new URLSearchParams({ csrfmiddlewaretoken: token });
      const gone = await fetch(portal.signOut, { method: "POST", body, redirect: "manual" });
      if (gone.type !== "opaqueredirect" && !gone.ok) return false;
    }
    era += 1;
    await changeState({ mustSignOut: false, reader: NOBODY });
    return true;
  } catch {
    return false;
  }
}

/* ---- what is not there ---- */

function noLineAddress(language) {
  return portal.noLine.replace("-language-", language);
}

/** The kind page, in the reader's language. `why` is "sent", "signed-out" or nothing in particular. */
async function noLine(request, why = "") {
  const { language, reader } = await readState();
  const { pathname } = new URL(request.url);
  const [, first] = pathname.split("/");
  const spoken = [first, language, portal.languages[0]].find((code) => portal.languages.includes(code));
  const reason = why || (pathname === portal.signOut && isSomebody(reader) ? "signing-out" : "nothing");
  const page = await caches.match(noLineAddress(spoken));
  if (!page) return Response.error();
  const text = (await page.text()).replace("<html ", `<html data-why="${reason}" `);
  return new Response(text, { status: 503, headers: page.headers });
}
