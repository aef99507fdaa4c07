/**
 * A place in a picture: a touch on the picture is the answer. The list of places, which needs no pointer, stays below and
 * is closed; opened, it shows where each of them is. Where the picture is gone from the library, the list stays open.
 */

/**
 * @param {import("./question.js").Question} question
 * @param {() => void} changed called when a place was touched
 */
export function enhanceHotspot({ fieldset }, changed) {
  const picture = fieldset.querySelector("[data-picture]");
  const own = fieldset.querySelector("[data-own]");
  const touched = own.querySelector("input");
  const here = picture.querySelector("[data-here]");

  const show = () => {
    const [x, y] = (fieldset.querySelector("input[type=radio]:checked")?.value ?? "").split(" ");
    here.toggleAttribute("hidden", !y);
    if (!y) return;
    here.setAttribute("cx", `${x}%`);
    here.setAttribute("cy", `${y}%`);
  };
  const put = (point) => {
    touched.value = point;
    touched.checked = true;
    own.hidden = false;
    show();
  };

  fieldset.querySelector("[data-list]").open = !picture.querySelector("img");
  picture.addEventListener("click", ({ clientX, clientY }) => {
    const box = picture.getBoundingClientRect();
    put([(clientX - box.left) / box.width, (clientY - box.top) / box.height].map(percent).join(" "));
    changed();
  });
  fieldset.addEventListener("change", show);
  fieldset.addEventListener("filled", (event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    const point = [detail[touched.name] ?? ""].flat()[0];
    if (point && !fieldset.querySelector("input[type=radio]:checked")) put(point);
    show();
  });
  show();
}

/** @param {number} share */
function percent(share) {
  return (Math.min(1, Math.max(0, share)) * 100).toFixed(1);
}
