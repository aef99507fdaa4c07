/** A lesson in the browser: keeps her place, saves her forms, answers self-checks. Without it the lesson still works. */

import { keepForms } from "./form_keeping.js";
import { keepLessonEnd } from "./lesson_end.js";
import { PlaceKeeper, followSteps, markLanguageLinks, showStep } from "./place.js";
import { answerSelfChecks } from "./self_check.js";

const kept = document.querySelector("[data-keep-place]");
const keeper = kept ? new PlaceKeeper(kept) : null;

keepForms();
keepLessonEnd();
answerSelfChecks();
if (keeper) keeper.start();
followSteps((step) => {
  showStep(step);
  markLanguageLinks(step);
  if (keeper) keeper.moveTo(step);
});
