// @ts-check
import * as api from '../api/client.js';
import { counted, size } from '../model/format.js';
import { element } from './dom.js';
import { problemBox } from './problem-box.js';

const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const STATES = { queued: 'Waiting', running: 'Running', complete: 'Done', error: 'Failed', cancelled: 'Cancelled' };

/** The earlier tasks, newest first, page by page. Fires `view-ready`. */
export class TaskHistory extends HTMLElement {
  #list = element('ul', { class: 'tasks' });
  #more = element('button', { type: 'button', hidden: true, onclick: () => this.#next() }, 'Show more');
  #cursor = '';

  connectedCallback() {
    document.title = 'History - Assay';
    this.replaceChildren(element('h1', { tabindex: -1 }, 'History'), this.#list, element('div', { class: 'actions' }, this.#more));
    this.dispatchEvent(new Event('view-ready', { bubbles: true }));
    this.#next();
  }

  async #next() {
    this.querySelector('.problem')?.remove();
    try {
      const { tasks, next_cursor: cursor = '' } = await api.history(this.#cursor);
      this.#list.append(...tasks.map(row));
      this.#cursor = cursor;
      this.#more.hidden = cursor === '';
      if (!this.#list.firstChild) {
        this.#list.replaceWith(element('p', { class: 'lead' }, 'Nothing was generated here yet.'));
        this.#more.replaceWith(element('a', { class: 'button primary', href: './' }, 'New task'));
      }
    } catch (error) {
      this.append(problemBox(api.problemOf(error)));
      this.#more.hidden = false;
    }
  }
}

/** @param {any} task */
function row(task) {
  const { counts } = task;
  const facts = [counts && counted(counts.operations, 'operation'), counts && counted(counts.cases, 'test'),
    task.archive_bytes && size(task.archive_bytes), task.archive === 'expired' && 'ZIP cleaned up'].filter(Boolean).join(' · ');
  return element('li', {}, element('a', { href: `./?task=${encodeURIComponent(task.task_id)}` },
    element('span', { class: 'name', dir: 'auto' }, task.title || task.document_name || task.task_id),
    ' ', element('time', { class: 'when', datetime: task.created_at }, WHEN.format(new Date(task.created_at))),
    ' ', element('span', { class: 'facts' }, facts),
    ' ', element('span', { class: 'state', 'data-state': task.state }, STATES[/** @type {keyof typeof STATES} */ (task.state)] ?? task.state)));
}

customElements.define('task-history', TaskHistory);
