// @ts-check
import { counted, number } from '../model/format.js';
import { hasProblem, matches } from '../model/operation-rows.js';
import { element, setText } from './dom.js';

/** @typedef {import('../model/operation-rows.js').OperationRow} OperationRow */

/** Shorter lists need no filter. */
const FILTERED_FROM = 8;

/** The operations of a task, one row each; rows change in place and never jump. It is told by `draw`. */
export class OperationList extends HTMLElement {
  /** @type {Row[]} */
  #rows = [];
  #list = element('ul', { class: 'operations' });
  #title = element('h2', {}, 'Operations');
  #text = element('input', { type: 'search', placeholder: 'Filter', 'aria-label': 'Filter operations', 'data-key': '/', oninput: () => this.#filter() });
  #onlyProblems = element('input', { type: 'checkbox', onchange: () => this.#filter() });
  #filters = element('div', { class: 'filters', role: 'search', 'aria-label': 'Operations' },
    this.#text, element('label', { class: 'choice' }, this.#onlyProblems, ' Only problems'));
  #shown = element('p', { class: 'small muted', role: 'status' });

  connectedCallback() {
    if (this.firstChild) return;
    this.hidden = true;
    this.replaceChildren(element('div', { class: 'operations-head' }, this.#title, this.#filters), this.#shown, this.#list);
  }

  /**
   * Draws the rows that changed.
   * @param {import('../model/operation-rows.js').OperationRows} operations
   */
  draw(operations) {
    const changed = operations.takeChanged();
    if (changed.length === 0) return;
    const { rows } = operations;
    /** @type {Row[]} */
    const added = rows.slice(this.#rows.length).map(() => new Row());
    this.#rows.push(...added);
    this.#list.append(...added.map(({ item }) => item));
    const filter = this.#filterNow;
    for (const index of changed) this.#rows[index].draw(rows[index], index, filter);
    if (added.length === 0) return;
    setText(this.#title, `Operations (${number(rows.length)})`);
    this.hidden = false;
    this.#filters.hidden = rows.length < FILTERED_FROM;
  }

  get #filterNow() {
    return { text: this.#text.value, onlyProblems: this.#onlyProblems.checked };
  }

  #filter() {
    const filter = this.#filterNow;
    const shown = this.#rows.filter((row) => row.filter(filter)).length;
    const isFiltered = shown < this.#rows.length;
    setText(this.#shown, isFiltered ? `${number(shown)} of ${counted(this.#rows.length, 'operation')}` : '');
  }
}

/** One operation; writes only what differs. */
class Row {
  #verb = element('span', { class: 'verb' });
  #path = element('span', { class: 'path', dir: 'auto' });
  #tests = element('span', { class: 'tests' });
  #state = element('span', { class: 'state' });
  item = element('li', {}, this.#verb, ' ', this.#path, ' ', this.#tests, ' ', this.#state);
  /** @type {OperationRow | undefined} */
  #operation;

  /** @param {OperationRow} operation @param {number} index @param {Parameters<typeof matches>[1]} filter */
  draw(operation, index, filter) {
    this.#operation = operation;
    this.item.dataset.state = hasProblem(operation) ? 'problem' : operation.state;
    this.#verb.dataset.verb = operation.method;
    setText(this.#verb, operation.method);
    setText(this.#path, operation.path || `Operation ${number(index + 1)}`);
    const { tests, leftOut, problems, state } = operation;
    setText(this.#tests, [tests !== undefined && counted(tests, 'test'), leftOut && `${number(leftOut)} left out`].filter(Boolean).join(', '));
    setText(this.#state, state === 'done' && problems ? counted(problems, 'problem') : state);
    this.filter(filter);
  }

  /**
   * Whether the row is shown.
   * @param {Parameters<typeof matches>[1]} filter
   */
  filter(filter) {
    const isShown = this.#operation !== undefined && matches(this.#operation, filter);
    if (this.item.hidden === isShown) this.item.hidden = !isShown;
    return isShown;
  }
}

customElements.define('operation-list', OperationList);
