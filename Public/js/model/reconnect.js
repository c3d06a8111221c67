// @ts-check
/** When to try again, and over which transport. No DOM. */

const DELAYS_MS = [500, 1000, 2000, 4000, 8000];
const JITTER = 0.3;
/** After this many losses without one message the next transport is tried. */
export const FAILURES_MAX = 3;
export const TRANSPORTS = Object.freeze(['websocket', 'sse', 'poll']);

export class Reconnect {
  /** Losses since the last message, for the pause. */
  #losses = 0;
  /** Those that the transport is to blame for. */
  #failures = 0;
  #transport = 0;
  #random;

  /** @param {() => number} random 0 to 1 */
  constructor(random = Math.random) {
    this.#random = random;
  }

  get transport() {
    return TRANSPORTS[this.#transport];
  }

  /** A message came: the transport works. */
  succeeded() {
    this.#losses = 0;
    this.#failures = 0;
  }

  /**
   * The transport was lost or could not be opened.
   * @returns {number} ms to wait
   */
  failed() {
    const wait = this.unreachable();
    this.#failures += 1;
    if (this.#failures >= FAILURES_MAX && this.#transport < TRANSPORTS.length - 1) {
      this.#transport += 1;
      this.#losses = 0;
      this.#failures = 0;
    }
    return wait;
  }

  /**
   * The server does not answer at all, so no other transport would help.
   * @returns {number} ms to wait
   */
  unreachable() {
    const base = DELAYS_MS[Math.min(this.#losses, DELAYS_MS.length - 1)];
    this.#losses += 1;
    return Math.round(base * (1 + JITTER * (2 * this.#random() - 1)));
  }
}
