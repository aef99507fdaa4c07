/** What is kept on purpose, and what pages ask the worker for. */

/* ---- kept on purpose ---- */

/** @type {Set<string>} what is being kept on purpose just now */
const onItsWay = new Set();

/** @returns {Promise<Kept[]>} */
async function bundlesOf(person) {
  const cache = await cacheOf(person);
  const found = cache ? (await cache.keys()).filter(({ url }) => url.includes(BUNDLE)) : [];
  return Promise.all(found.map(async (request) => (await cache.match(request)).json()));
}

/** @param {Visit} visit @param {Kept} bundle */
function noteBundle(visit, bundle) {
  return write(visit, BUNDLE + encodeURIComponent(bundle.address), new Response(JSON.stringify(bundle)));
}

/** Fetch all pages of a bundle with their pictures and sound, and say how far it is. */
async function keepBundle(visit, address, tell) {
  const answer = await fetchInTime(address, { headers: { Accept: "application/json" } });
  if (!isOurs(answer)) throw new Error("not the portal");
  if (answer.status === 404) return dropBundle(visit.person, address);
  if (answer.headers.get("Portal-Reader") !== visit.person) throw new Error("not hers");
  const { title, edition, pages } = await answer.json();
  const todo = [...new Set(pages.map((each) => new URL(each, location.origin).href))];
  const addresses = [];
  let bytes = 0;
  try {
    for (let place = 0; place < todo.length; place += 1) {
      onItsWay.add(todo[place]);
      const size = await fetchInto(visit, todo[place], todo);
      if (size !== null) addresses.push(todo[place]);
      bytes += size ?? 0;
      tell({ done: place + 1, of: todo.length });
    }
    const now = Date.now();
    await noteBundle(visit, { address, title, edition, addresses, bytes, at: now, looked: now });
  } finally {
    todo.forEach((each) => onItsWay.delete(each));
  }
}

/**
 * One page or file; what a page shows is put at the end of `todo`. Says its size, null where the portal says that it is
 * not there or not for her. Throws on every other answer: what is half there must not count as kept.
 *
 * @returns {Promise<number | null>}
 */
async function fetchInto(visit, address, todo) {
  mustGoOn(visit);
  const { person } = visit;
  const isFile = isOfFiles(new URL(address).pathname);
  const has = isFile && (await keptPage(person, address));
  if (has) return (await has.blob()).size;
  const response = await fetchInTime(address, { headers: { Accept: isFile ? "*/*" : "text/html", ...NOBODY_READS } });
  if (isNotForHer(response) && (isOurs(response) || (isFile && (await isPortalThere())))) {
    await forget(person, address);
    return null;
  }
  if (isFile && isFileOfOurs(response) && isFileFor(person, response)) return keep(visit, address, response);
  const isHers = isOurs(response) && response.headers.get("Portal-Reader") === person;
  if (isFile || !isHers || !isPage(response)) throw new Error("not the portal, not itself, or not hers");
  for (const file of filesIn(await response.clone().text())) if (!todo.includes(file)) todo.push(file);
  return keep(visit, address, response);
}

/**
 * Pictures, sound and documents that a page names. What it marks as heavy is there in a light version too, which is kept.
 * @param {string} text
 */
function filesIn(text) {
  const light = text.replaceAll(/<source data-heavy [^>]*>/g, "");
  const named = [...light.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => new URL(file, location.origin));
  return named.filter(({ pathname }) => isOfFiles(pathname)).map(({ href }) => href);
}

/** What she opened herself stays as if it had never been kept on purpose: what waits to be sent was written there. */
async function dropBundle(person, address) {
  const all = await bundlesOf(person);
  const dropped = all.find((bundle) => bundle.address === address);
  const stays = new Set(all.filter((bundle) => bundle !== dropped).flatMap(({ addresses }) => addresses));
  for (const each of portal.always) stays.add(new URL(each, location.origin).href);
  const hers = dropped?.addresses ?? [];
  for (const url of hers) for (const each of await openedWith(person, url)) stays.add(each);
  for (const url of hers) if (!stays.has(url)) await forget(person, url);
  await forget(person, BUNDLE + encodeURIComponent(address));
}

/** A page that she opened, with the pictures in it that are kept with an opened page. @returns {Promise<string[]>} */
async function openedWith(person, address) {
  const page = await keptPage(person, address);
  if (!page?.headers.has(OPENED)) return [];
  const opened = [address];
  for (const file of isPage(page) ? filesIn(await page.text()) : []) {
    const kept = await keptPage(person, file);
    if (kept?.headers.get("Content-Type")?.startsWith("image/") && (await kept.blob()).size < LARGEST_PICTURE) opened.push(file);
  }
  return opened;
}

/** What the course has become meanwhile is fetched quietly, where something has changed. */
async function lookAgain(visit) {
  const { person } = visit;
  for (const bundle of await bundlesOf(person)) {
    if (Date.now() - bundle.looked < LOOK_AGAIN_AFTER) continue;
    const answer = await fetchInTime(bundle.address, { headers: { Accept: "application/json" } });
    if (!isOurs(answer)) return;
    if (answer.status === 404) await dropBundle(person, bundle.address);
    if (answer.status !== 200 || answer.headers.get("Portal-Reader") !== person) continue;
    const { edition } = await answer.json();
    if (edition === bundle.edition) await noteBundle(visit, { ...bundle, looked: Date.now() });
    else await keepBundle(visit, bundle.address, () => null);
  }
}

/** What every page may need: what waits, what is kept, the desk. */
async function keepAlways(visit) {
  for (const each of portal.always) {
    const address = new URL(each, location.origin).href;
    if (!(await keptPage(visit.person, address))) await fetchInto(visit, address, []);
  }
}

/**
 * The address of a page such as the desk says no language: what is kept of it is in the one that was chosen when it was
 * fetched. What cannot be fetched now stays as it is, for another language is better than no page; the next page tries
 * again. Where the portal gives none in the language that was pressed, such as by a link from elsewhere, nothing is renewed.
 *
 * @param {Visit} visit
 */
async function renewInChosenLanguage(visit) {
  const { chosen } = await readState();
  const cache = chosen && (await cacheOf(visit.person));
  if (!cache) return;
  for (const { url } of [...(await cache.keys())].reverse()) {
    const kept = await keptPage(visit.person, url);
    const [, first] = new URL(url).pathname.split("/");
    if (!kept || !isPage(kept) || portal.languages.includes(first) || languageOf(kept) === chosen) continue;
    mustGoOn(visit);
    if ((await readState()).chosen !== chosen) return;
    try {
      await fetchInto(visit, url, []);
    } catch (trouble) {
      if (isFullness(trouble) || !(await isPortalThere())) throw trouble;
      continue; // this page alone is not itself
    }
    const renewed = await keptPage(visit.person, url);
    if (renewed && languageOf(renewed) !== chosen) return changeState({ chosen: "" });
  }
}

/** A page has grown since it was opened: as it is now it opens without a line too. */
async function renew(visit, address) {
  if (await keptPage(visit.person, address)) await fetchInto(visit, address, []);
}

/* ---- what pages ask ---- */

async function obey({ wish, person, address }, port) {
  const tell = (news) => port?.postMessage(news);
  const visit = visitOf(person);
  const atWork = setInterval(() => tell({}), AT_WORK_EVERY); // so that a page knows when the browser has ended it
  try {
    if (wish === "hello" && (await tellSignOut()) && (await isReader(person))) {
      // It came before this worker was here.
      if (address) await fetchInto(visit, withoutHash(address), []).catch(noteFull);
      await keepAlways(visit);
      await renewInChosenLanguage(visit).catch(noteFull);
      await lookAgain(visit);
      await tidy(1); // the page that says hello is itself kept by now
    }
    if (wish === "renew" && (await tellSignOut()) && (await isReader(person))) await renew(visit, withoutHash(address));
    if (wish === "take" && (await tellSignOut()) && (await isReader(person))) await fetchInto(visit, address, []);
    if (wish === "keep") await keepBundle(visit, address, tell);
    if (wish === "drop") await dropBundle(person, address);
    if (wish === "keep" || wish === "drop") await tellClients({ hasChanged: true });
    tell((await readState()).isFull && wish === "hello" ? { trouble: "full" } : { isDone: true });
  } catch (trouble) {
    if (isFullness(trouble)) await noteFull(trouble);
    tell({ trouble: isFullness(trouble) ? "full" : "offline" });
  } finally {
    clearInterval(atWork);
  }
}

/** Whether she is in by the portal's word. A page alone may be older than who is in now. */
async function isReader(person) {
  if ((await readState()).reader === person) return true;
  const began = era;
  const answer = await fetchInTime(portal.always[0], { headers: { Accept: "text/html" } });
  if (!isOurs(answer) || answer.headers.get("Portal-Reader") !== person || began !== era) return false;
  await changeState({ reader: person, language: languageOf(answer), seen: Date.now() });
  return true;
}

function isFullness(trouble) {
  return trouble?.name === "QuotaExceededError";
}

/** A full store is said, on this page and the next. */
async function noteFull(trouble) {
  if (!isFullness(trouble)) return console.warn(trouble); // such as a page that was left half fetched
  await changeState({ isFull: true }).catch(() => null);
  await tellClients({ isFull: true });
}

async function tellClients(news) {
  for (const client of await worker.clients.matchAll({ includeUncontrolled: true })) client.postMessage(news);
}
