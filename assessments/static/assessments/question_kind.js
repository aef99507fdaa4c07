// In the form of a question, only what belongs to the chosen kind is shown. Without this script all of it is there.
const KIND = "input[name='kind']";

function showWhatBelongs() {
  const chosen = document.querySelector(`${KIND}:checked`)?.value;
  for (const part of document.querySelectorAll("[data-kinds]")) {
    part.hidden = !part.dataset.kinds.split(" ").includes(chosen);
  }
}

for (const kind of document.querySelectorAll(KIND)) kind.addEventListener("change", showWhatBelongs);
showWhatBelongs();
