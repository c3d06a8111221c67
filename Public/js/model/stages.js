// @ts-check
/** The stages of a task and where each stands on the bar. No DOM. */

/** In their order, with the names people read and what is said aloud when one begins. */
export const STAGES = Object.freeze([
  { id: 'starting', name: 'Queue', spoken: 'The task waits for its turn.' },
  { id: 'parsing', name: 'Read', spoken: 'Reading the document.' },
  { id: 'generating', name: 'Generate', spoken: 'Generating tests.' },
  { id: 'zipping', name: 'Pack', spoken: 'Packing the ZIP.' },
]);

/** Nothing follows an update of these. */
export const TERMINAL = Object.freeze(['complete', 'error', 'cancelled']);

/** Which part of the whole bar a stage fills: [from, to] in percent. */
const SPANS = { starting: [0, 0], parsing: [0, 10], generating: [10, 90], zipping: [90, 100], complete: [100, 100] };

/**
 * The share of the whole task that an update stands for, in percent.
 * @param {{ stage: string, progress: number }} update
 * @returns {number | undefined} nothing for a stage that has no place on the bar (error, cancelled)
 */
export function overall(update) {
  const span = SPANS[/** @type {keyof typeof SPANS} */ (update.stage)];
  if (!span) return undefined;
  return Math.floor(span[0] + ((span[1] - span[0]) * update.progress) / 100);
}
