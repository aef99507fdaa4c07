/**
 * Hands records to the portal and believes only its own answer: the sign-in page of a hotspot answers 200 to everything,
 * so nothing counts but the portal's JSON that names the record.
 *
 * @typedef {{ack: string, state: string, code?: string, sentence?: string, field?: string, facts?: Object}} Outcome
 * @typedef {{line: Line, outcomes: Outcome[]}} Answer what is not among the outcomes is to be sent again
 * @typedef {"open" | "offline" | "signed-out" | "somebody-else" | "slow-down" | "broken"} Line
 */

const ADDRESS = "/submissions/";
const REPLY_WITHIN = 20000;
const LARGEST_WHEN_LEAVING = 60000;

/** @type {Object<number, Line>} */
const LINES = { 200: "open", 400: "broken", 401: "signed-out", 409: "somebody-else", 429: "slow-down" };

/**
 * @param {string} person who wrote them
 * @param {import("./store.js").Kept[]} records none to see only what the line is worth
 * @param {{isLeaving?: boolean}} options
 * @returns {Promise<Answer>}
 */
export async function handOver(person, records, { isLeaving = false } = {}) {
  const body = JSON.stringify({ person, records: records.map(asSent) });
  const patience = new AbortController();
  const clock = setTimeout(() => patience.abort(), REPLY_WITHIN);
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

/** @param {import("./store.js").Kept} record */
export function asSent({ id, kind, about, device_at, fields, corrects }) {
  return { id, kind, about, device_at, fields, ...(corrects && { corrects }) };
}

/** @param {Response} response @returns {Promise<Answer>} */
async function read(response) {
  if (response.status === 403) return { line: "signed-out", outcomes: [] }; // the page is older than the session
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson ? await response.json() : null;
  if (!Array.isArray(answer?.outcomes)) return { line: "offline", outcomes: [] }; // not the portal, or not itself
  return { line: LINES[response.status] ?? "offline", outcomes: answer.outcomes };
}

/** The token of whoever is signed in now, which may be newer than this page. */
function token() {
  const found = document.cookie.match(/(?:^|; )(?:__Host-csrf|csrftoken)=([^;]+)/);
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector("input[name=csrfmiddlewaretoken]"));
  return found?.[1] ?? field?.value ?? "";
}
