/**
 * Makes a photo small before it is sent: at most 150 KB, as a JPEG that is drawn anew, with nothing in it of what the
 * camera noted. In a form, a photo that the browser cannot open goes as it is: the portal says what becomes of it.
 */

import { letGoWhereTooLarge } from "./files.js";

const LARGEST = 150 * 1024;
const LONGEST_SIDES = [1600, 1280, 1024, 800, 640];
const QUALITIES = [0.8, 0.65, 0.5];

/** The photo at most `side` pixels long, as a JPEG. */
async function drawn(picture, side, quality) {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white"; // a JPEG has nothing to see through
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}

/**
 * The largest drawing of `file` that is small enough to send; nothing where it cannot be opened.
 *
 * @param {File} file @returns {Promise<File | null>}
 */
export async function smaller(file) {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  for (const side of LONGEST_SIDES) {
    for (const quality of QUALITIES) {
      const blob = await drawn(picture, side, quality);
      if (blob && blob.size <= LARGEST) {
        return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
      }
    }
  }
  return null;
}

for (const photo of document.querySelectorAll("[data-photo]")) {
  const input = photo.querySelector("input");
  const said = photo.querySelector("[role=status]");
  input.addEventListener("change", async () => {
    const [file] = input.files;
    said.textContent = "";
    if (!file) return;
    const small = await smaller(file);
    if (input.files[0] !== file) return;
    if (small) {
      const carried = new DataTransfer();
      carried.items.add(small);
      input.files = carried.files;
    }
    letGoWhereTooLarge(photo);
    if (small) said.textContent = photo.dataset.smaller.replace("{size}", Math.ceil(small.size / 1024));
  });
}
