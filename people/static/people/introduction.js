/** On a phone, who one is is asked in short pages; where something is wrong, they begin with that. */

import { OneAtATime } from "../core/one_at_a_time.js";

const parts = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#introduction > section")]);
const wrong = parts.findIndex((part) => part.querySelector(".field--error"));
const drawnAnew = parts.findIndex((part) => part.querySelector("[autofocus]"));

new OneAtATime({
  parts: parts.map((part) => [part]),
  end: document.getElementById("introduction-end"),
  walk: document.getElementById("introduction-walk"),
  isUsual: matchMedia("(max-width: 40rem)").matches,
}).start(() => Math.max(0, wrong >= 0 ? wrong : drawnAnew));
