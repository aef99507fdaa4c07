/** Pages, and what is sent from them: the portal's answer in time, else the one that is kept. */

/** Counts wherever somebody may come in or go: what was on its way for who was here before is nobody's then. */
let era = 0;
/** @type {Map<string, string>} which address led on to another, by the window */
const leading = new Map();

async function openPage(event) {
  const { request } = event;
  event.waitUntil(forgetLongGone());
  const address = withoutHash(request.url);
  if (!(await tellSignOut())) return noLine(request);
  const { reader } = await readState();
  const visit = visitOf(reader);
  const isDoneAlone = Boolean(doneAlone(new URL(address).pathname));
  const hers = (await deskInsteadOfHome(reader, address)) ?? (await keptPage(reader, address));
  const whole = hers ? address : withoutChoice(address);
  const kept = hers ?? (await keptPage(reader, whole));
  // Where nothing is kept, a hotspot may lead her to its door; signing out needs nobody.
  const mustBePortal = Boolean(kept) || isDoneAlone || new URL(address).pathname === portal.signOut;
  const answer = ask(event, address, mustBePortal);
  event.waitUntil(answer.catch(() => null));
  try {
    return await Promise.race([answer, late(kept || isDoneAlone ? portal.patience * 1000 : PATIENCE_WHERE_NOTHING_IS_KEPT)]);
  } catch (trouble) {
    // She may have been signed out in another window meanwhile.
    const isHers = kept && (await readState()).reader === reader;
    if (isHers) {
      event.waitUntil(noteOpened(visit, whole, kept.clone()).catch(noteFull));
      event.waitUntil(answer.then((response) => tellNewest(event, response)).catch(() => null));
      return asKept(kept);
    }
    return (!isDoneAlone && trouble.response) || noLine(request);
  }
}

/** Home is everybody's: where the portal is not reached, hers is what lies on her desk. */
async function deskInsteadOfHome(reader, address) {
  const desk = new URL(portal.desk, location.origin).href;
  if (!portal.homes.includes(new URL(address).pathname) || !(await keptPage(reader, desk))) return undefined;
  return new Response(null, { status: 302, headers: { Location: desk, [OPENED]: "1" } });
}

/** The portal's own answer. Throws where nobody answers, or somebody else, or the portal is not itself. */
async function ask(event, address, mustBePortal) {
  const began = era;
  const response = await fetch(event.request);
  const { reader } = await readState();
  if (response.type === "opaqueredirect") {
    if (mustBePortal && !(await isPortalThere())) throw new Error("not the portal");
    leading.set(event.resultingClientId, address);
    await noteChosenLanguage(address);
    return response;
  }
  if (!isOurs(response)) throw new Error("not the portal");
  if (response.status >= 500) throw Object.assign(new Error("the portal is not itself"), { response });
  const whose = response.headers.get("Portal-Reader");
  if (doneAlone(new URL(address).pathname)) event.waitUntil(fetchForAnybody().catch(noteFull));
  if (began !== era) return response;
  await noteReader(response);
  const came = leading.get(event.resultingClientId);
  leading.delete(event.resultingClientId);
  const person = whose === "unknown" ? reader : whose;
  if (isPage(response) && whose === person && isSomebody(person)) {
    event.waitUntil(keepOpened(visitOf(person), address, response.clone(), came).catch(noteFull));
  } else if (isNotForHer(response) && isSomebody(person)) {
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
  if (pathname === portal.signOut) return signOut(request);
  if (portal.doors.some((start) => pathname.startsWith(start))) await passDoor();
  if (!(await tellSignOut())) return noLine(request, "sent");
  try {
    const response = await fetch(request);
    if (response.type === "opaqueredirect") return response;
    if (!isOurs(response)) throw new Error("not the portal");
    await noteReader(response);
    return response;
  } catch {
    return noLine(request, (await isPortalThere()) ? "not-taken" : "sent");
  }
}

/** What is kept for her goes at once, and again with the answer: another window may have opened a page meanwhile. */
async function signOut(request) {
  const { reader } = await readState();
  await passDoor();
  await wipe(reader);
  const answer = await answerToSignOut(request);
  await passDoor();
  await wipe(reader);
  if (answer?.type === "opaqueredirect") return answer;
  if (answer) {
    await noteReader(answer);
    return answer;
  }
  await changeState({ reader: NOBODY, mustSignOut: true });
  await worker.registration.sync?.register("sign-out").catch(() => null);
  return noLine(request, "signed-out");
}

/** @returns {Promise<Response | null>} nothing where nobody knows whether the portal has heard of it */
async function answerToSignOut(request) {
  try {
    const response = await Promise.race([fetch(request), late(ANSWERS_WITHIN)]);
    return response.status < 500 && (await isOfPortal(response)) ? response : null;
  } catch {
    return null;
  }
}

/** From here on somebody else may be in: until the portal says so, nobody is. */
async function passDoor() {
  era += 1;
  await changeState({ reader: "" });
}

async function noteReader(response) {
  const reader = response.headers.get("Portal-Reader");
  if (reader !== "unknown") await changeState({ reader, language: languageOf(response), seen: Date.now() });
}

/** @returns {Promise<any>} */
function late(milliseconds) {
  return new Promise((resolve, reject) => setTimeout(() => reject(new Error("late")), milliseconds));
}

/** What the worker asks for itself is given up where somebody takes the question and never answers. */
async function fetchInTime(address, options = {}) {
  const patience = new AbortController();
  const clock = setTimeout(() => patience.abort(), ANSWERS_WITHIN);
  try {
    return await fetch(address, { ...options, signal: patience.signal });
  } finally {
    clearTimeout(clock);
  }
}

/** Pages in the language of before are renewed from the next page on (`renewInChosenLanguage`). */
async function noteChosenLanguage(address) {
  const { pathname } = new URL(address);
  if (pathname.startsWith(portal.speak)) await changeState({ chosen: pathname.slice(portal.speak.length).split("/")[0] });
}

function isOurs(response) {
  return response.type === "basic" && response.headers.has("Portal-Reader");
}

/** An answer that leads elsewhere does not say where to: a hotspot leads everything to its own door. */
async function isOfPortal(response) {
  return response.type === "opaqueredirect" ? isPortalThere() : isOurs(response);
}

/** Whether it is the portal that answers now. */
async function isPortalThere() {
  const options = /** @type {const} */ ({ method: "HEAD", credentials: "omit", cache: "no-store" });
  return fetchInTime(noLineAddress(portal.languages[0]), options).then(isOurs, () => false);
}

/** A script, a picture, sound: those of the portal do not pass its pages, and name nobody. A hotspot sends its page. */
function isFileOfOurs(response) {
  const isPage = (response.headers.get("Content-Type") ?? "text/html").startsWith("text/html");
  return response.status === 200 && response.type === "basic" && !response.redirected && !isPage;
}

function isPage(response) {
  return response.status === 200 && (response.headers.get("Content-Type") ?? "").startsWith("text/html");
}

/** Not there, or not open to her. */
function isNotForHer({ status }) {
  return [403, 404, 410].includes(status);
}

function isSomebody(person) {
  return Boolean(person) && person !== NOBODY;
}

function languageOf(response) {
  return response.headers.get("Content-Language") ?? "";
}

/** Pictures, sound and documents, everybody's or of a few. @param {string} pathname */
function isOfFiles(pathname) {
  return portal.files.some((start) => pathname.startsWith(start));
}

/**
 * Whether a file is everybody's, or was given to this person: whoever has signed in meanwhile keeps her own. The browser
 * may have it from before she signed in.
 */
function isFileFor(person, response) {
  return !response.redirected && [null, "unknown", NOBODY, person].includes(response.headers.get("Portal-Reader"));
}

function withoutHash(address) {
  return address.split("#")[0];
}

/**
 * The page in which an address only chooses something: whoever comes from a session, or to what the portal could not take,
 * finds the form that is kept.
 */
function withoutChoice(address) {
  const whole = new URL(address);
  for (const name of ["session", "mends"]) whole.searchParams.delete(name);
  return whole.href;
}
