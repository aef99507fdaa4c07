/**
 * A page that was left open and comes to the front again is asked for anew: what was answered elsewhere in the meantime
 * is shown here too. Where the answers were handed in, the result is shown.
 */

/** @param {(page: Document) => void} take is given the page as it is now */
export function readAgain(take) {
  let isOld = false;
  const read = async () => {
    if (document.hidden) isOld = true;
    if (document.hidden || !isOld || !navigator.onLine) return;
    isOld = false;
    try {
      const response = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (!response.ok || response.redirected) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (page.getElementById("answers")) take(page);
      else if (page.getElementById("late-answers")) location.reload();
    } catch {
      isOld = true; // no network: the next time
    }
  };
  document.addEventListener("visibilitychange", read);
  window.addEventListener("pageshow", ({ persisted }) => {
    isOld ||= persisted;
    read();
  });
}
