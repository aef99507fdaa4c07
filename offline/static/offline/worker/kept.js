/** What is kept of one person: pages she opened, pictures and sounds in them. */

/** @param {string} person @returns {Visit} */
function visitOf(person) {
  return { person, era };
}

/** @param {Visit} visit */
function mustGoOn(visit) {
  if (visit.era !== era) throw new Error("she has gone, or somebody has come");
}

/**
 * Everything that is written for a person is written here. Looked at twice: a cache that is opened after it was wiped
 * would be there again, and what is put into one that was wiped since lies nowhere.
 *
 * What was kept there before goes with the writing and not ahead of it: on a full phone it stays. The newest stand last,
 * as the standard has it; Safari leaves them where they were, and there what was kept first goes first.
 *
 * @param {Visit} visit @param {string} address @param {Response} response
 */
async function write(visit, address, response) {
  mustGoOn(visit);
  const cache = await caches.open(PERSON + visit.person);
  mustGoOn(visit);
  await cache.put(address, response);
}

/** @param {Visit} visit @param {string} address @param {Response} response @param {boolean} isOpened by her, now or before */
async function keep(visit, address, response, isOpened = false) {
  const headers = new Headers(response.headers);
  if (isOpened || (await keptPage(visit.person, address))?.headers.has(OPENED)) headers.set(OPENED, "1");
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name); // it lies here unpacked
  headers.set(KEPT_AT, new Date().toISOString());
  const body = await response.blob();
  await write(visit, address, new Response(body, { headers }));
  await changeState({ isFull: false });
  return body.size;
}

/** What she opened: of that the oldest goes. An address that led on to it leads there without a line too. */
async function keepOpened(visit, address, response, from = "") {
  await keep(visit, address, response, true);
  const leads = { Location: address, [KEPT_AT]: new Date().toISOString(), [OPENED]: "1" };
  if (from) await write(visit, from, new Response(null, { status: 302, headers: leads }));
  await forgetOldest(visit.person);
}

/** She opens it as it was kept on purpose: that too is opened, and she may write on it. It keeps the day it was kept. */
async function noteOpened(visit, address, kept) {
  if (kept.headers.has(OPENED)) return;
  const headers = new Headers(kept.headers);
  headers.set(OPENED, "1");
  const body = kept.status === 200 ? await kept.blob() : null;
  await write(visit, address, new Response(body, { status: kept.status, headers }));
}

/** Her cache, where there is one: it is made by writing alone. @param {string} person @returns {Promise<Cache | null>} */
async function cacheOf(person) {
  return isSomebody(person) && (await caches.has(PERSON + person)) ? caches.open(PERSON + person) : null;
}

/** @returns {Promise<Response | undefined>} nothing either where the phone lets nobody look */
async function keptPage(person, address) {
  if (!isSomebody(person)) return undefined;
  return caches.match(address, { cacheName: PERSON + person, ignoreVary: true }).catch(() => undefined); // makes no cache
}

/** The page as it was kept, and marked so that its script can say when that was. */
async function asKept(kept) {
  if (kept.status === 302) return Response.redirect(kept.headers.get("Location"), 302);
  if (!isPage(kept)) return kept;
  const at = kept.headers.get(KEPT_AT);
  const text = await kept.text();
  return new Response(text.replace("<html ", `<html data-kept-at="${at}" `), { headers: kept.headers });
}

async function forget(person, address) {
  await (await cacheOf(person))?.delete(address);
}

/** Pages, the pictures in them, and what only leads on to a page push out their own kind alone. */
async function forgetOldest(person) {
  const cache = await cacheOf(person);
  if (!cache) return;
  const always = portal.always.map((each) => new URL(each, location.origin).href);
  const stays = new Set([...always, ...onItsWay, ...(await bundlesOf(person)).flatMap(({ addresses }) => addresses)]);
  const all = (await cache.keys()).map(({ url }) => url);
  const opened = all.filter((url) => !stays.has(url) && !url.includes(BUNDLE));
  const files = opened.filter((url) => isOfFiles(new URL(url).pathname));
  const others = opened.filter((url) => !files.includes(url));
  const forgotten = files.slice(0, -MOST_FILES);
  if (others.length > MOST_OPENED) {
    const statuses = await Promise.all(others.map(async (url) => (await cache.match(url))?.status));
    for (const leads of [true, false]) {
      forgotten.push(...others.filter((_, place) => (statuses[place] === 302) === leads).slice(0, -MOST_OPENED));
    }
  }
  for (const url of forgotten) await cache.delete(url);
}

/** @type {Promise<void> | null} */
let forgetting = null;

/** Once whenever the worker starts: of who came last so long ago that the portal no longer knows her, nothing stays. */
function forgetLongGone() {
  forgetting ??= forgetBefore(Date.now() - portal.seconds * 1000).catch(console.warn);
  return forgetting;
}

async function forgetBefore(moment) {
  for (const name of (await caches.keys()).filter((each) => each.startsWith(PERSON))) {
    const kept = await (await cacheOf(name.slice(PERSON.length)))?.matchAll();
    const times = (kept ?? []).map(({ headers }) => Date.parse(headers.get(KEPT_AT) ?? "")).filter(Boolean);
    if (times.length && Math.max(...times) < moment) await caches.delete(name);
  }
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
  const visit = visitOf(reader);
  const kept = await keptPage(reader, request.url);
  if (kept) return partOf(request, kept);
  let response;
  try {
    response = await fetch(request);
  } catch (error) {
    const other = await keptInAnotherSize(reader, request.url);
    if (other) return other;
    throw error;
  }
  const isSmallPicture =
    isFileOfOurs(response) &&
    response.headers.get("Content-Type")?.startsWith("image/") &&
    Number(response.headers.get("Content-Length") ?? 0) < LARGEST_PICTURE;
  if (isSmallPicture && isSomebody(reader) && isFileFor(reader, response)) {
    event.waitUntil(keepOpened(visit, request.url, response.clone()).catch(noteFull));
  }
  return response;
}

/**
 * A photo stands in a page in several sizes and formats, of which one is kept; without a line that is shown whichever
 * suits the screen. Their names are alike up to the format.
 */
async function keptInAnotherSize(person, address) {
  const [photo, size] = address.split(".format-");
  if (!size) return undefined;
  const kept = (await (await cacheOf(person))?.keys()) ?? [];
  const other = kept.find(({ url }) => url.startsWith(`${photo}.format-`));
  return other && keptPage(person, other.url);
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
