/** Who is in on this phone, and what she is told of what is not there. */

/* ---- who is in ---- */

/** @type {State | null} */
let state = null;
/** @type {Promise<void> | null} */
let reading = null;
let writing = Promise.resolve();

/** @returns {Promise<State>} */
async function readState() {
  await (reading ??= readKeptState()); // once: who asks at the same time must not undo what was changed meanwhile
  // As long as the portal would remember her, and no longer.
  if (Date.now() - state.seen > portal.seconds * 1000) state.reader = "";
  return state;
}

async function readKeptState() {
  const kept = await caches.open("state").then((cache) => cache.match(STATE)).then((found) => found?.json()).catch(() => null);
  state = { reader: "", language: "", chosen: "", seen: 0, mustSignOut: false, isFull: false, ...kept };
}

/** @param {Partial<State>} change */
async function changeState(change) {
  await readState();
  const now = state; // as it is in this moment: between the two another change may have come
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
    const page = await fetchInTime(portal.signOut);
    if (!isOurs(page) || page.status >= 500) return false;
    const token = (await page.text()).match(/name="csrfmiddlewaretoken" value="([^"]+)"/)?.[1];
    if (new URL(page.url).pathname === portal.signOut && token) {
      const body = new URLSearchParams({ csrfmiddlewaretoken: token });
      const gone = await fetchInTime(portal.signOut, { method: "POST", body, redirect: "manual" });
      if (gone.status >= 400 || !(await isOfPortal(gone))) return false;
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

/** The kind page, in the reader's language. `why` is "sent", "not-taken", "signed-out" or nothing in particular. */
async function noLine(request, why = "") {
  const { language, reader, mustSignOut } = await readState();
  const { pathname } = new URL(request.url);
  const [, first] = pathname.split("/");
  const spoken = [first, language, portal.languages[0]].find((code) => portal.languages.includes(code));
  const reason = why || doneAlone(pathname) || whyNotHere(pathname, reader, mustSignOut);
  const inShell = (options = {}) => caches.match(noLineAddress(spoken), options).catch(() => undefined);
  const page = (await inShell({ cacheName: SHELL + portal.build })) ?? (await inShell()); // else that of the oldest build
  if (!page) return Response.error();
  const text = (await page.text()).replace("<html ", `<html data-why="${reason}" `);
  return new Response(text, { status: 503, headers: page.headers });
}

/** What the phone does by itself at this address; nothing at most of them. @param {string} pathname */
function doneAlone(pathname) {
  return Object.keys(portal.alone).find((name) => new RegExp(portal.alone[name]).test(pathname)) ?? "";
}

/** Nothing is kept of whoever has signed out, so that it was opened before says nothing. */
function whyNotHere(pathname, reader, mustSignOut) {
  if (mustSignOut) return "signed-out";
  if (pathname.startsWith(portal.speak)) return "language";
  return pathname === portal.signOut && isSomebody(reader) ? "signing-out" : "nothing";
}
