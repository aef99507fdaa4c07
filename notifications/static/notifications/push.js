/** The button that lets messages of the portal appear on this phone. Without this script, or where the browser has no such thing, it is not there. */

const box = /** @type {HTMLElement | null} */ (document.querySelector("[data-push]"));
if (box) start(box).catch(console.warn);

/** @param {HTMLElement} box */
async function start(box) {
  const button = box.querySelector("button");
  const words = box.querySelector("[role=status]");
  const say = (part) => (words.textContent = box.dataset[part] ?? "");
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return say("cannot");
  const registration = await navigator.serviceWorker.ready;
  if (Notification.permission === "denied") return say("denied");
  const allowed = await registration.pushManager.getSubscription();
  if (allowed && (await tell(box, allowed))) return say("allowed");
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    say((await allow(box, registration)) ? "allowed" : Notification.permission === "denied" ? "denied" : "trouble");
    button.disabled = false;
    button.hidden = words.textContent === box.dataset.allowed;
  });
}

/** @param {HTMLElement} box @param {ServiceWorkerRegistration} registration @returns {Promise<boolean>} */
async function allow(box, registration) {
  try {
    const options = { userVisibleOnly: true, applicationServerKey: box.dataset.push };
    return await tell(box, await registration.pushManager.subscribe(options));
  } catch {
    return false;
  }
}

/** Tell the portal where this browser takes messages. @param {HTMLElement} box @param {PushSubscription} allowed */
async function tell(box, allowed) {
  const { endpoint, keys } = allowed.toJSON();
  const token = /** @type {HTMLInputElement} */ (document.querySelector("input[name=csrfmiddlewaretoken]")).value;
  const body = new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth, csrfmiddlewaretoken: token });
  const answer = await fetch(box.dataset.address, { method: "POST", body }).catch(() => null);
  return answer?.status === 204;
}
