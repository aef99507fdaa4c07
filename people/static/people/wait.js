/** The first SMS is given some seconds before another can be asked for. Without this script the button is there at once. */

for (const button of document.querySelectorAll("button[data-wait]")) {
  const words = button.parentElement.querySelector("[data-wait-words]");
  let left = Number(button.dataset.wait);
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
