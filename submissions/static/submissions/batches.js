/** What goes together: so much that on a slow line something is through soon, and never more than the portal takes. */

const AT_ONCE = 25;
/** Bytes of what is written: one photo and what stands beside it. The portal reads four times as much. */
const LARGEST_BATCH = 600000;

/** The first of them, as many as go together; one alone, however large. @param {import("./store.js").Kept[]} records */
export function atOnce(records) {
  const letters = new TextEncoder();
  let bytes = 0;
  const isTooMuch = ({ fields }) => (bytes += letters.encode(JSON.stringify(fields)).length) > LARGEST_BATCH;
  const end = records.slice(0, AT_ONCE).findIndex((record, place) => isTooMuch(record) && place > 0);
  return records.slice(0, end < 0 ? AT_ONCE : end);
}
