/** The shell of this build: scripts, styles and signs, and the page for what is not there. */

async function install() {
  try {
    const shell = await caches.open(SHELL + portal.build);
    const pages = portal.languages.map((code) => new Request(noLineAddress(code), { credentials: "omit", cache: "reload" }));
    await Promise.all([
      // Names carry their hash: what the pages have fetched is not fetched again.
      ...portal.shell.map((address) => fetchIntoShell(shell, new Request(address), isFileOfOurs)),
      ...pages.map((request) => fetchIntoShell(shell, request, isOursAndWhole)),
      fetchForAnybody(),
    ]);
  } catch (trouble) {
    await noteFull(trouble);
    throw trouble; // all of it or nothing: it is tried again from the next page
  }
  await worker.skipWaiting();
}

/** @param {Cache} shell @param {Request} request @param {(response: Response) => boolean} isWanted */
async function fetchIntoShell(shell, request, isWanted) {
  const response = await fetch(request);
  if (!isWanted(response)) throw new Error("not the portal");
  await shell.put(request, response);
}

/** It changes without a new build: it is fetched again whenever the portal has answered where it is gone by. */
async function fetchForAnybody() {
  const kept = await caches.open(ANYBODY);
  const requests = portal.fetched.map((address) => new Request(address, { credentials: "omit", cache: "reload" }));
  await Promise.all(requests.map((request) => fetchIntoShell(kept, request, isOursAndWhole)));
}

function isOursAndWhole(response) {
  return isOurs(response) && response.ok;
}

/** The shells of pages that are still kept, or may still be open, stay: names of their scripts are in them. */
async function tidy(mostOpen = 0) {
  const builds = new Set([portal.build]);
  const names = await caches.keys();
  for (const name of names.filter((each) => each.startsWith(PERSON))) {
    const cache = await caches.open(name);
    for (const response of await cache.matchAll()) builds.add(response.headers.get("Portal-Build") ?? "");
  }
  const open = await worker.clients.matchAll({ includeUncontrolled: true });
  if (open.length > mostOpen) return;
  for (const name of names) if (name.startsWith(SHELL) && !builds.has(name.slice(SHELL.length))) await caches.delete(name);
}

async function shellFile(request) {
  const kept = await caches.match(request, { ignoreVary: true }).catch(() => undefined);
  if (kept) return kept;
  const response = await fetch(request);
  if (isFileOfOurs(response) && isHashed(request.url)) {
    const copy = response.clone();
    await caches.open(SHELL + portal.build).then((shell) => shell.put(request, copy)).catch(noteFull);
  }
  return response;
}

function isHashed(address) {
  return /\.[0-9a-f]{12}\.\w+$/.test(address);
}
