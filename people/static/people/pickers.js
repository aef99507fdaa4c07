/**
 * A picker draws itself anew by what is chosen or searched for, instead of sending the whole form. Where that does not
 * work, the form is sent: it comes back with the picker drawn anew.
 */

/** How often each was asked: an answer counts while nothing was asked, or chosen, since. @type {WeakMap<Element, number>} */
const turns = new WeakMap();

for (const picker of document.querySelectorAll("[data-picker]")) {
  drawn(picker);
  picker.addEventListener("change", (event) => {
    if (event.target.matches("input[type=radio]")) nextTurn(picker);
    // who leaves the words she typed is shown what they find
    if (event.target.matches("input[type=search]") && event.target.value.trim()) redraw(picker, "");
    if (!event.target.matches("select")) return;
    for (const radio of picker.querySelectorAll("input[type=radio]")) radio.checked = false;
    redraw(picker, "select:last-of-type");
  });
  picker.addEventListener("click", (event) => {
    if (!event.target.closest("button[name=pick]")) return;
    event.preventDefault();
    redraw(picker, "input[type=radio], input[type=search]");
  });
  picker.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input[type=search]")) return;
    event.preventDefault();
    redraw(picker, "input[type=radio], input[type=search]");
  });
}

async function redraw(picker, focused) {
  const address = new URL(picker.dataset.address, location.href);
  const asked = address.searchParams;
  asked.append("field", picker.dataset.picker);
  if ("optional" in picker.dataset) asked.append("optional", "yes");
  for (const { name, type, value, checked } of picker.querySelectorAll("input, select")) {
    if (type !== "radio" || checked) asked.append(name, value);
  }
  const turn = nextTurn(picker);
  const began = document.activeElement;
  const answer = await fetch(address).catch(() => null);
  if (turns.get(picker) !== turn) return;
  if (!answer?.ok || answer.redirected) {
    if (!focused) return;
    const button = picker.querySelector("button[name=pick]");
    button.form.requestSubmit(button);
    return;
  }
  const text = await answer.text();
  if (turns.get(picker) !== turn) return;
  const isInside = picker.contains(document.activeElement);
  const hasGoneOn = !isInside && ![began, document.body].includes(document.activeElement);
  picker.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
  drawn(picker);
  // somebody who has gone on to the next field is not called back
  if (isInside || (focused && !hasGoneOn)) picker.querySelector(focused || "input[type=radio], input[type=search]")?.focus();
}

/** @param {Element} picker */
function nextTurn(picker) {
  turns.set(picker, (turns.get(picker) ?? 0) + 1);
  return turns.get(picker);
}

/** Choosing draws it anew by itself: the button for it is for who has no scripts. */
function drawn(picker) {
  const button = picker.querySelector("[data-draws]");
  if (button) button.hidden = true;
}
