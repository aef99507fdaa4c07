/** What waits, as the items of a list that is drawn again at every try to send. */

/** What each item says. @type {WeakMap<Element, string>} */
const said = new WeakMap();

/**
 * What stands right stays, with the focus in it. Where the focus goes with its item, `hold` is given the next one, or
 * nothing where none is left.
 *
 * @template {Object} Facts
 * @param {Element} list @param {Facts[]} all @param {(facts: Facts) => Element} item
 * @param {(next: Element | undefined) => void} hold
 */
export function showItems(list, all, item, hold) {
  const held = [...list.children].findIndex((each) => each.contains(document.activeElement));
  const standing = new Map([...list.children].map((each) => [said.get(each), each]));
  const shown = all.map((facts) => standing.get(JSON.stringify(facts)) ?? drawn(item, facts));
  for (const each of [...list.children]) if (!shown.includes(each)) each.remove();
  shown.forEach((each, place) => list.children[place] === each || list.insertBefore(each, list.children[place] ?? null));
  if (held >= 0 && !list.contains(document.activeElement)) hold(shown[held] ?? shown.at(-1));
}

/** @template {Object} Facts @param {(facts: Facts) => Element} item @param {Facts} facts */
function drawn(item, facts) {
  const shown = item(facts);
  said.set(shown, JSON.stringify(facts));
  return shown;
}
