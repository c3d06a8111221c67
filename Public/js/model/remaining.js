// @ts-check
/** How long a task will still take, told in the coarse steps that people believe. No DOM. */

const HALF_LIFE_MS = 5000;
const SHOWN_AFTER_MS = 3000;
const SHOWN_AFTER_PERCENT = 5;
/** An estimate may rise only when it was wrong by this much. */
const RISE = 1.3;

export class RemainingTime {
  #startedAt = 0;
  #lastAt = 0;
  #lastPercent = 0;
  /** Percent per millisecond, an average that forgets. */
  #speed = 0;
  #shown = Infinity;

  /**
   * @param {number} percent of the whole task
   * @param {number} now in ms
   * @returns {string} empty while nothing can be said
   */
  update(percent, now) {
    if (this.#startedAt === 0) {
      this.#startedAt = this.#lastAt = now;
      this.#lastPercent = percent;
      return '';
    }
    const elapsed = now - this.#lastAt;
    if (elapsed > 0 && percent > this.#lastPercent) {
      const speed = (percent - this.#lastPercent) / elapsed;
      const weight = this.#speed === 0 ? 1 : 1 - 0.5 ** (elapsed / HALF_LIFE_MS);
      this.#speed += weight * (speed - this.#speed);
      this.#lastAt = now;
      this.#lastPercent = percent;
    }
    if (now - this.#startedAt < SHOWN_AFTER_MS || percent < SHOWN_AFTER_PERCENT || this.#speed === 0) return '';
    const left = (100 - percent) / this.#speed;
    if (left < this.#shown || left > this.#shown * RISE) this.#shown = left;
    return spoken(this.#shown);
  }
}

/** @param {number} ms */
function spoken(ms) {
  const seconds = ms / 1000;
  if (seconds < 10) return 'a few seconds left';
  if (seconds < 90) return `about ${Math.round(seconds / 5) * 5} s left`;
  return `about ${Math.round(seconds / 60)} min left`;
}
