/**
 * Puts arrows in the place of the menus of an order. The menus stay in the form, out of sight, and are what is sent;
 * they stay empty until she has moved a step or said that the order is right as it stands.
 */

/**
 * @param {import("./question.js").Question} question
 * @param {() => void} changed called when the menus have been set
 */
export function enhanceOrder(question, changed) {
  const menus = question.fieldset.querySelector("[data-steps]");
  const list = document.createElement("ol");
  list.className = "order-list";
  list.append(...inOrder([...menus.querySelectorAll("[data-step]")]).map(stepItem));
  const end = document.getElementById("order-end").content.cloneNode(true);
  const [moved, confirm] = end.children;
  menus.hidden = true;
  menus.after(list, end);

  const settle = () => {
    /** @type {HTMLElement[]} */ ([...list.children]).forEach((item, index) => {
      document.getElementById(item.dataset.menu).value = String(index + 1);
    });
    confirm.hidden = true;
    changed();
  };
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    moveStep(button, list);
    announce(moved, button.closest("li"), list);
    settle();
  });
  confirm.addEventListener("click", () => {
    settle();
    question.fieldset.focus();
  });
  question.fieldset.addEventListener("filled", () => {
    list.replaceChildren(...inOrder([...menus.querySelectorAll("[data-step]")]).map(stepItem));
    confirm.hidden = question.isAnswered;
    markEnds(list);
  });
  confirm.hidden = question.isAnswered;
  markEnds(list);
}

/** The rows by the place chosen in them; those without one stay as they came, at the end. */
function inOrder(rows) {
  const place = (row) => Number(row.querySelector("select").value) || rows.length + 1;
  return rows.sort((one, other) => place(one) - place(other));
}

function stepItem(row) {
  const item = document.getElementById("order-step").content.cloneNode(true).firstElementChild;
  const [label, menu] = [row.querySelector("label"), row.querySelector("select")];
  const text = item.querySelector("[data-step-text]");
  item.dataset.menu = menu.id;
  text.id = `${menu.id}-text`;
  text.lang = label.lang;
  text.append(...label.cloneNode(true).childNodes);
  const sound = row.querySelector("audio");
  if (sound) item.append(sound.cloneNode());
  for (const button of item.querySelectorAll("[data-move]")) {
    button.id = `${menu.id}-${button.dataset.move}`;
    button.setAttribute("aria-labelledby", `${button.id} ${text.id}`);
  }
  return item;
}

/** Move the neighbour, not the step itself: the button pressed keeps the focus. */
function moveStep(button, list) {
  const item = button.closest("li");
  if (button.dataset.move === "up") item.after(item.previousElementSibling);
  else item.before(item.nextElementSibling);
  markEnds(list);
  if (button.disabled) item.querySelector("[data-move]:enabled").focus();
}

function markEnds(list) {
  for (const item of list.children) {
    item.querySelector("[data-move=up]").disabled = item === list.firstElementChild;
    item.querySelector("[data-move=down]").disabled = item === list.lastElementChild;
  }
}

function announce(region, item, list) {
  const place = [...list.children].indexOf(item) + 1;
  region.textContent = region.dataset.moved.replace("{place}", place).replace("{all}", list.children.length);
}
