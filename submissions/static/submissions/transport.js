/**
 * Hands records to the portal and believes only its own answer: the sign-in page of a hotspot answers 200 to everything,
 * so nothing counts but the portal's JSON that names the record.
 *
 * @typedef {{ack: string, state: string, code?: string, sentence?: string, field?: string,
 *   faults?: Record<string, string>, facts?: Object}} Outcome
 * @typedef {{line: Line, outcomes: Outcome[]}} Answer what is not among the outcomes is to be sent again
 * @typedef {"open" | "offline" | "signed-out" | "somebody-else" | "slow-down" | "too-large" | "broken"} Line
 */

const ADDRESS = "/submissions/";
const REPLY_WITHIN = 20000;
/** What a slow line carries in a millisecond: a photo is given the time it takes. */
const LETTERS_A_MILLISECOND = 4;
const LARGEST_WHEN_LEAVING = 60000;

/** @type {Object<number, Line>} */
const LINES = { 200: "open", 400: "broken", 401: "signed-out", 409: "somebody-else", 429: "slow-down" };
const TOO_LARGE = 413;

/**
 * @param {string} person who wrote them
 * @param {import("./store.js").Kept[]} records none to see only what the line is worth
 * @param {{isLeaving?: boolean}} options
 * @returns {Promise<Answer>}
 */
export async function handOver(person, records, { isLeaving = false } = {}) {
  const body = JSON.stringify({ person, sent_at: new Date().toISOString(), records: records.map(asSent) });
  const patience = new AbortController();
  const clock = setTimeout(() => patience.abort(), REPLY_WITHIN + body.length / LETTERS_A_MILLISECOND);
  try {
    const response = await fetch(ADDRESS, {
      method: "POST",
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      keepalive: isLeaving && body.length < LARGEST_WHEN_LEAVING,
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token() },
      body,
      signal: patience.signal,
    });
    return await read(response);
  } catch {
    return { line: "offline", outcomes: [] };
  } finally {
    clearTimeout(clock);
  }
}

/** Whether the portal answers in time, as it must before its page is shown; or whoever speaks for it. @param {string} person */
export async function isThere(person) {
  if (!navigator.onLine) return false;
  const { patience } = document.getElementById("waiting").dataset;
  const late = new Promise((resolve) => setTimeout(() => resolve({ line: "offline" }), Number(patience) * 1000));
  const { line } = await Promise.race([handOver(person, []), late]);
  return line !== "offline";
}

/** @param {import("./store.js").Kept} record */
export function asSent({ id, kind, about, device_at, fields, corrects }) {
  return { id, kind, about, device_at, fields, ...(corrects && { corrects }) };
}

/** @param {Response} response @returns {Promise<Answer>} */
async function read(response) {
  const isPortal = response.headers.has("Portal-Reader");
  if (isPortal && response.status === 403) return { line: "signed-out", outcomes: [] }; // the page is older than the session
  if (isPortal && response.status === TOO_LARGE) return { line: "too-large", outcomes: [] }; // or by who stands before it
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson ? await response.json() : null;
  if (!Array.isArray(answer?.outcomes)) return { line: "offline", outcomes: [] }; // not the portal, or not itself
  return { line: LINES[response.status] ?? "offline", outcomes: answer.outcomes };
}

/** The token of whoever is signed in now, which may be newer than this page. */
export function token() {
  const found = document.cookie.match(/(?:^|; )(?:__Host-csrf|csrftoken)=([^;]+)/);
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector("input[name=csrfmiddlewaretoken]"));
  return found?.[1] ?? field?.value ?? "";
}
