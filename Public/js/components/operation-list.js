// @ts-check
import { element } from './dom.js';

/**
 * @typedef {import('../model/progress.js').OperationRow} OperationRow
 */

/** The operations of a task, one row each, in the document's order; rows change in place and never jump. */
export class OperationList extends HTMLElement {
  /** @type {HTMLLIElement[]} */
  #rows = [];
  /** @type {OperationRow[]} known beforehand or afterwards from the task */
  #known = [];
  #list = element('ul', { class: 'operations' });
  #title = element('h2', {}, 'Operations');
  #filter = element('input', { type: 'search', placeholder: 'Filter', 'aria-label': 'Filter operations', oninput: () => this.#filtered() });
  /** How many rows were already drawn as done: everything before is never looked at again. */
  #drawn = 0;

  connectedCallback() {
    if (this.firstChild) return;
    this.append(element('div', { class: 'operations-head' }, this.#title, this.#filter), this.#list);
    this.hidden = true;
  }

  /**
   * What the task knows of its operations.
   * @param {{ method: string, path: string, cases?: number, skipped?: boolean }[] | undefined} operations
   */
  take(operations) {
    if (!operations?.length) return;
    this.#known = operations.map((operation) => ({
      method: operation.method, path: operation.path, tests: operation.cases, state: operation.skipped ? 'skipped' : operation.cases === undefined ? 'waiting' : 'done',
    }));
    this.#drawn = 0;
    this.show(this.#known);
  }

  /** @param {OperationRow[]} operations */
  show(operations) {
    const rows = operations.length >= this.#known.length ? operations : this.#known;
    for (let index = this.#rows.length; index < rows.length; index += 1) {
      const row = element('li', {});
      this.#rows.push(row);
      this.#list.append(row);
    }
    for (let index = this.#drawn; index < operations.length; index += 1) {
      draw(this.#rows[index], { ...this.#known[index], ...operations[index], tests: this.#known[index]?.tests });
      if (operations[index].state !== 'waiting') this.#drawn = index + 1;
    }
    this.#title.textContent = `Operations (${rows.length})`;
    this.hidden = rows.length === 0;
    this.#filter.hidden = rows.length < 8;
  }

  #filtered() {
    const text = this.#filter.value.trim().toLowerCase();
    for (const row of this.#rows) row.hidden = text !== '' && !row.textContent?.toLowerCase().includes(text);
  }
}

/** @param {HTMLLIElement} row @param {OperationRow} operation */
function draw(row, operation) {
  row.dataset.state = operation.state;
  const tests = operation.tests === undefined ? '' : `${operation.tests} ${operation.tests === 1 ? 'test' : 'tests'}`;
  row.replaceChildren(
    element('span', { class: 'verb', 'data-verb': operation.method }, operation.method),
    element('span', { class: 'path', dir: 'auto' }, operation.path),
    element('span', { class: 'tests' }, tests),
    element('span', { class: 'state' }, operation.state));
}

customElements.define('operation-list', OperationList);
