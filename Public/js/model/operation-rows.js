// @ts-check
/**
 * The operations of one task, one row each, in the document's order. No DOM.
 *
 * Whoever draws them takes the rows that changed since it last looked, so that a frame costs what
 * happened in it and not what the document holds.
 *
 * @typedef {'waiting' | 'done' | 'skipped'} OperationState
 * @typedef {object} OperationRow
 * @property {string} method
 * @property {string} path
 * @property {OperationState} state
 * @property {number} [tests]
 * @property {number} [leftOut] cases that could not be made
 * @property {number} [problems] of the document, found in this operation
 */
import { operationAt } from './findings.js';

export class OperationRows {
  /** @type {OperationRow[]} */
  rows = [];
  /** @type {Set<number>} */
  #changed = new Set();
  /** Every row before this one is done. */
  #doneCount = 0;

  /**
   * The number of operations is known before their names are.
   * @param {number} count
   */
  expect(count) {
    while (this.rows.length < count) {
      this.#changed.add(this.rows.length);
      this.rows.push({ method: '', path: '', state: 'waiting' });
    }
  }

  /**
   * An operation is done, and so is every one before it: a slow reader's updates are conflated.
   * @param {number} index
   * @param {string} method
   * @param {string} path
   */
  finish(index, method, path) {
    this.expect(index + 1);
    for (let i = this.#doneCount; i <= index; i += 1) this.#change(i, { state: 'done' });
    this.#doneCount = Math.max(this.#doneCount, index + 1);
    this.#change(index, { method, path });
  }

  /**
   * What the server tells of the operations when the task has ended.
   * @param {{ method: string, path: string, cases?: number, skipped?: boolean }[]} operations
   * @param {{ operation?: string, count: number }[]} omissions
   * @param {{ pointer?: string }[]} problems
   */
  take(operations, omissions, problems) {
    const leftOut = sums(omissions.map(({ operation, count }) => [operation, count]));
    const found = sums(problems.map(({ pointer }) => [operationAt(pointer), 1]));
    this.expect(operations.length);
    operations.forEach(({ method, path, cases, skipped }, index) => this.#change(index, {
      method, path, state: skipped ? 'skipped' : 'done', tests: cases,
      leftOut: leftOut.get(`${method} ${path}`), problems: found.get(`${method} ${path}`),
    }));
    this.#doneCount = this.rows.length;
  }

  /** The indices of the rows that changed since the last call. */
  takeChanged() {
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }

  /** @param {number} index @param {Partial<OperationRow>} values */
  #change(index, values) {
    Object.assign(this.rows[index], values);
    this.#changed.add(index);
  }
}

/**
 * @param {(readonly [string | undefined, number])[]} pairs
 * @returns {Map<string | undefined, number>}
 */
function sums(pairs) {
  const totals = new Map();
  for (const [key, count] of pairs) totals.set(key, (totals.get(key) ?? 0) + count);
  return totals;
}

/**
 * Whether the document is to blame for something in the operation; cases that cannot be made are usual.
 * @param {OperationRow} row
 */
export const hasProblem = (row) => row.state === 'skipped' || (row.problems ?? 0) > 0;

/**
 * Whether a row stays when the list is filtered.
 * @param {OperationRow} row
 * @param {{ text: string, onlyProblems: boolean }} filter
 */
export function matches(row, { text, onlyProblems }) {
  if (onlyProblems && !hasProblem(row)) return false;
  return text === '' || `${row.method} ${row.path}`.toLowerCase().includes(text.trim().toLowerCase());
}
