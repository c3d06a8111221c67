// @ts-check
/** The log of one task, bounded. No DOM. */

/** The newest lines that the page shows. */
export const LINES_SHOWN_MAX = 1000;
/** The newest lines that are kept for the download; the server tells hardly more of one task. */
export const LINES_KEPT_MAX = 20_000;

export class LogLines {
  /** All lines that ever came. */
  count = 0;
  /** @type {string[]} */
  #kept = [];

  /** @param {string} line */
  add(line) {
    this.count += 1;
    this.#kept.push(line);
    // Seldom and many at once, so that a line costs the same however long the log is.
    if (this.#kept.length >= LINES_KEPT_MAX * 1.1) this.#kept.splice(0, this.#kept.length - LINES_KEPT_MAX);
  }

  /**
   * The lines to show after those that are shown already.
   * @param {number} seen how many had come when the page last looked
   */
  after(seen) {
    const fresh = Math.min(this.count - seen, LINES_SHOWN_MAX);
    return fresh > 0 ? this.#kept.slice(-fresh) : [];
  }

  /** Everything that is kept, for the clipboard and the download. */
  get text() {
    return this.#kept.map((line) => `${line}\n`).join('');
  }
}
