/** A lesson in the browser: keeps her place, saves her forms, answers self-checks. Without it the lesson still works. */

import { foldContents, markInContents } from "./contents.js";
import { keepForms } from "./form_keeping.js";
import { keepLessonEnd } from "./lesson_end.js";
import { offerOneStep } from "./one_step.js";
import { PlaceKeeper, followSteps, markLanguageLinks } from "./place.js";
import { answerSelfChecks } from "./self_check.js";

const kept = /** @type {HTMLElement | null} */ (document.querySelector("[data-keep-place]"));
const keeper = kept ? new PlaceKeeper(kept) : null;

keepForms();
keepLessonEnd();
answerSelfChecks();
foldContents();
if (keeper) keeper.start();
// Scripts that only some lessons need are fetched by those; the phone keeps all of them with the shell.
if (document.querySelector("[data-player]")) import("./player.js").then((script) => script.startPlayers(), letBe);
if (document.querySelector("[data-live-sum]")) import("./live_sum.js").then((script) => script.startLiveSums(), letBe);
let hush = () => {};
offerListening();
const noteSeen = offerOneStep(Number(kept?.dataset.keepPlace ?? 1), (step) => {
  hush();
  comeTo(step);
});
followSteps(comeTo);

/** A lesson to try is kept nowhere: where the network goes, she is told before she leaves it. */
const hints = document.querySelectorAll("[data-no-network]");
const showHints = () => hints.forEach((hint) => hint.toggleAttribute("hidden", navigator.onLine));
for (const change of hints.length ? ["offline", "online"] : []) window.addEventListener(change, showHints);

/** Only where the phone has a voice; many name theirs later. */
function offerListening() {
  const { speechSynthesis } = window;
  if (speechSynthesis?.getVoices().length) {
    import("./listen.js").then((script) => (hush = script.offerListening()), letBe);
  } else speechSynthesis?.addEventListener?.("voiceschanged", offerListening, { once: true });
}

/** The line may go at any moment: the lesson is read without. */
function letBe() {}

function comeTo(step) {
  noteSeen(step);
  markInContents(step);
  markLanguageLinks(step);
  if (keeper) keeper.moveTo(step);
}
