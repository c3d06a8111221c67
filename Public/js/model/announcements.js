// @ts-check
/** What a screen reader is told while a task runs: each stage and each quarter, never every percentage. No DOM. */
import { STAGES } from './stages.js';

/** At most one text in this time; the newest one wins. */
export const PAUSE_MS = 5000;

export class Announcements {
  #stage = '';
  #quarter = 0;
  #text = '';
  #saidAt = -Infinity;

  /**
   * @param {{ stage: string, percent: number }} progress
   * @param {number} now in ms
   * @returns {string} empty when there is nothing to say now
   */
  next({ stage, percent }, now) {
    const quarter = Math.floor(percent / 25);
    if (stage !== this.#stage) this.#text = STAGES.find(({ id }) => id === stage)?.spoken ?? '';
    else if (quarter > this.#quarter) this.#text = `${quarter * 25} percent.`;
    this.#stage = stage;
    this.#quarter = quarter;
    if (this.#text === '' || now - this.#saidAt < PAUSE_MS) return '';
    const text = this.#text;
    this.#text = '';
    this.#saidAt = now;
    return text;
  }
}
