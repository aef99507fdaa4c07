/**
 * The worker: pages open without a line. Each page comes from the portal where that answers in time; where it does not,
 * the page as it was kept on this phone is shown, and says so. What is kept is one person's, and is shown while the last
 * answer of the portal on this phone was for her; signing out takes it away, also without a line.
 *
 * It is one script made of the files of this folder (offline/queries.py, `PARTS`), for browsers that load no modules in a
 * worker. The view puts `PORTAL` before it: what the portal is made of in this build.
 *
 * @typedef {{build: string, shell: string[], languages: string[], noLine: string, statics: string, files: string[],
 *   speak: string, signOut: string, doors: string[], apart: string[], always: string[], desk: string, icon: string, homes: string[], bundles: string, seconds: number,
 *   patience: number, alone: Object<string, string>, fetched: string[]}} Portal
 * @typedef {{reader: string, language: string, chosen: string, seen: number, mustSignOut: boolean, isFull: boolean}} State
 * @typedef {{person: string, era: number}} Visit hers, for which something is kept: over as soon as anybody comes or goes
 * @typedef {{address: string, title: string, edition: string, addresses: string[], bytes: number, at: number, looked: number}} Kept
 */

const portal = /** @type {Portal} */ (/** @type {any} */ (self).PORTAL);
const worker = /** @type {any} */ (self);

const PATIENCE_WHERE_NOTHING_IS_KEPT = 30000;
const ANSWERS_WITHIN = 15000;
const MOST_OPENED = 80;
const MOST_FILES = 200;
const LARGEST_PICTURE = 400 * 1024;
const AT_WORK_EVERY = 5000;
const LOOK_AGAIN_AFTER = 6 * 60 * 60 * 1000;
const NOBODY = "nobody";
const STATE = "/offline/state";
const SHELL = "shell ";
const PERSON = "person ";
/** What the portal tells anybody, and phones go by where it is not reached. */
const ANYBODY = "anybody";
const BUNDLE = "/offline/bundle/";
const KEPT_AT = "Kept-At";
/** On what she opened herself: it stays when what it was kept with is taken off the phone. */
const OPENED = "Kept-Opened";
/** What is fetched to be kept, nobody has read by that (core/http.py, `is_only_kept`). */
const NOBODY_READS = { "Portal-Keeps": "1" };

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
  else if (isOfFiles(pathname)) event.respondWith(upload(event));
});
