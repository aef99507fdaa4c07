/** Addresses in a message can be pressed; talks/templatetags/bubbles.py draws them the same way. */

const ADDRESS = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]।])/i;

/** Text as nodes, each address in it a link. @param {string} text @returns {(string | HTMLAnchorElement)[]} */
export function withLinks(text) {
  return text.split(ADDRESS).map((part, place) => (place % 2 ? linkTo(part) : part));
}

function linkTo(address) {
  const link = document.createElement("a");
  link.href = address;
  link.rel = "nofollow noopener noreferrer";
  link.target = "_blank";
  link.textContent = address;
  return link;
}
