// @ts-check
/** What this browser remembers: choices only, never documents, tokens or addresses. */

/** @param {string} name @returns {string | null} */
export function setting(name) {
  try {
    return localStorage.getItem(`assay.${name}`);
  } catch {
    return null; // The browser forbids storage; the defaults hold.
  }
}

/** @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    localStorage.setItem(`assay.${name}`, value);
  } catch {
    // It holds until the page is left.
  }
}
