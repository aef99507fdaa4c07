/** A lesson in the browser: keeps her place, saves her forms, answers self-checks. Without it the lesson still works. */

import { keepForms } from "./form_saving.js";
import { PlaceKeeper, followSteps, markLanguageLinks, showStep } from "./place.js";
import { answerSelfChecks } from "./self_check.js";

const placeForm = document.querySelector("form[data-keep-place]");
const keeper = placeForm ? new PlaceKeeper(placeForm) : null;

keepForms();
answerSelfChecks();
if (keeper) keeper.start();
followSteps((step) => {
  showStep(step);
  markLanguageLinks(step);
  if (keeper) keeper.moveTo(step);
});
