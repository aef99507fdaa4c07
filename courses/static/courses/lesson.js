/** A lesson in the browser: keeps her place, saves her forms, answers self-checks. Without it the lesson still works. */

import { foldContents, markInContents } from "./contents.js";
import { keepForms } from "./form_keeping.js";
import { keepLessonEnd } from "./lesson_end.js";
import { offerListening } from "./listen.js";
import { startLiveSums } from "./live_sum.js";
import { offerOneStep } from "./one_step.js";
import { PlaceKeeper, followSteps, markLanguageLinks } from "./place.js";
import { answerSelfChecks } from "./self_check.js";
import { startPlayers } from "./player.js";

const kept = /** @type {HTMLElement | null} */ (document.querySelector("[data-keep-place]"));
const keeper = kept ? new PlaceKeeper(kept) : null;

keepForms();
keepLessonEnd();
answerSelfChecks();
startPlayers();
startLiveSums();
foldContents();
if (keeper) keeper.start();
const hush = offerListening();
const noteSeen = offerOneStep(Number(kept?.dataset.keepPlace ?? 1), (step) => {
  hush();
  comeTo(step);
});
followSteps(comeTo);

/** A lesson to try is kept nowhere: where the network goes, she is told before she leaves it. */
const hints = document.querySelectorAll("[data-no-network]");
const showHints = () => hints.forEach((hint) => hint.toggleAttribute("hidden", navigator.onLine));
for (const change of hints.length ? ["offline", "online"] : []) window.addEventListener(change, showHints);

function comeTo(step) {
  noteSeen(step);
  markInContents(step);
  markLanguageLinks(step);
  if (keeper) keeper.moveTo(step);
}
