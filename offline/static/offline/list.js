/** The page "On this phone": what of hers is kept there, also as it is kept or taken off while she looks. */

import { momentInWords } from "../core/moments.js";
import { ask, bundlesOf, keepsPages, pagesOf, showPages, sizeInWords } from "./phone.js";

const list = /** @type {HTMLElement} */ (document.querySelector("[data-kept-pages]"));
const bundles = /** @type {HTMLElement} */ (document.querySelector("[data-kept-bundles]"));
const { person } = list.dataset;
let asked = 0;

if (keepsPages()) navigator.serviceWorker.addEventListener("message", ({ data }) => data.hasChanged && show());
await show();

async function show() {
  const mine = (asked += 1);
  const pages = keepsPages() ? await pagesOf(person).catch(() => []) : [];
  const kept = keepsPages() ? await bundlesOf(person).catch(() => []) : [];
  if (mine !== asked) return; // asked again meanwhile
  const held = bundles.contains(document.activeElement);
  bundles.replaceChildren(...kept.map(item));
  showPages(list, pages);
  document.querySelector("[data-none]").hidden = pages.length > 0 || kept.length > 0;
  const heading = /** @type {HTMLElement} */ (document.getElementById("all-kept"));
  heading.tabIndex = -1;
  if (held) (bundles.querySelector("button") ?? heading).focus(); // what was pressed is gone
}

/** @param {{title: string, address: string, bytes: number, at: number}} bundle @param {number} place */
function item({ title, address, bytes, at }, place) {
  const template = /** @type {HTMLTemplateElement} */ (document.querySelector("[data-kept-bundle]"));
  const shown = /** @type {HTMLElement} */ (template.content.firstElementChild.cloneNode(true));
  const words = /** @type {HTMLElement} */ (shown.querySelector("[data-part=when]"));
  const [day] = momentInWords(at).split(", ");
  const name = Object.assign(shown.querySelector("[data-part=title]"), { id: `kept-${place}`, textContent: title });
  shown.querySelector("button").setAttribute("aria-describedby", name.id); // which one: all are called the same
  words.textContent = words.dataset.kept.replace("{day}", day).replace("{size}", sizeInWords(bytes));
  shown.querySelector("button").addEventListener("click", () => ask({ wish: "drop", person, address }));
  return shown;
}
