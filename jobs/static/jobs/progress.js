// Looks every two seconds how far the job is, as long as somebody looks at the page.
const part = document.querySelector("[data-progress]");

async function look() {
  try {
    const answer = await fetch(part.dataset.progress, { headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected) {
      part.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
    }
  } catch {
    // No network just now: the next look may have it.
  }
  if (part.querySelector('[data-over="no"]')) setTimeout(look, document.hidden ? 10_000 : 2_000);
}

setTimeout(look, 1_000);
