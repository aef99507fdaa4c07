/**
 * The key with which this phone signs the file of what waits on it. The portal gives it while there is a line; it lies
 * with what the pages note, and so goes when she signs out.
 */

const ADDRESS = "/submissions/carried/key/";
const NAME = "carrying-key";

/** @typedef {{id: string, key: string, at: number}} CarryingKey */

/** @param {import("./store.js").Store} store @returns {Promise<CarryingKey | undefined>} */
export function carryingKey(store) {
  return store.note(NAME);
}

/**
 * Have the key of today. Without a line that of before goes on.
 *
 * @param {import("./store.js").Store} store
 */
export async function fetchKey(store) {
  try {
    const options = { headers: { Accept: "application/json" }, redirect: /** @type {const} */ ("error") };
    const response = await fetch(ADDRESS, options);
    const { id, key } = response.ok ? await response.json() : {};
    if (id && key) await store.setNote(NAME, { id, key, at: Date.now() });
  } catch {
    // no line, or not the portal
  }
}
