/**
 * The first SMS is given some seconds before another can be asked for. Without this script the button is there at once.
 * They go on where a wrong code was typed meanwhile, and begin anew where a code was sent.
 */

const SENT_AT = "code-sent-at";
const isLookedAtAgain = Boolean(document.querySelector("[aria-invalid]"));

for (const button of document.querySelectorAll("button[data-wait]")) {
  const words = button.parentElement.querySelector("[data-wait-words]");
  let left = Number(button.dataset.wait) - Math.round((Date.now() - sentAt()) / 1000);
  const show = () => {
    button.hidden = left > 0;
    words.hidden = left <= 0;
    words.textContent = words.dataset.waitWords.replace("{seconds}", String(left));
  };
  const timer = setInterval(() => {
    left -= 1;
    show();
    if (left <= 0) clearInterval(timer);
  }, 1000);
  show();
}

/** When the page was first shown for this code. */
function sentAt() {
  const now = Date.now();
  try {
    if (!isLookedAtAgain) sessionStorage.setItem(SENT_AT, String(now));
    return Number(sessionStorage.getItem(SENT_AT) ?? now);
  } catch {
    return now; // a browser that keeps nothing
  }
}
