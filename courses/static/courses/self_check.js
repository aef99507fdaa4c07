/**
 * Answers a self-check at once. Nothing is sent: the explanation is in the page, and without this script it unfolds.
 */

/** Starts every self-check of the lesson. */
export function answerSelfChecks() {
  for (const check of document.querySelectorAll("[data-self-check]")) {
    check.addEventListener("change", (event) => answer(check, event.target));
    const early = check.querySelector("input:checked"); // chosen while this script was still on its way
    if (early) answer(check, early);
  }
}

function answer(check, chosen) {
  const isRight = chosen.hasAttribute("data-correct");
  const words = check.querySelector(`template[data-answer=${isRight ? "right" : "wrong"}]`);
  check.querySelector("[data-feedback]").replaceChildren(words.content.cloneNode(true));
  check.querySelector("details").hidden = isRight;
  for (const choice of check.querySelectorAll(".choice")) {
    const isChosen = choice.contains(chosen);
    choice.classList.toggle("choice--right", isChosen && isRight);
    choice.classList.toggle("choice--wrong", isChosen && !isRight);
  }
}
