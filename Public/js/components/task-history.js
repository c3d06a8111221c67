// @ts-check
import * as api from '../api/client.js';
import { size } from '../model/progress.js';
import { element, problemBox } from './dom.js';

const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** The earlier tasks, newest first. Told by `load`. */
export class TaskHistory extends HTMLElement {
  async load() {
    const list = element('ul', { class: 'tasks' });
    const more = element('button', { type: 'button', hidden: true }, 'Show more');
    this.replaceChildren(element('h1', { tabindex: -1 }, 'History'), list, element('div', { class: 'actions' }, more));
    let cursor = '';
    const next = async () => {
      try {
        const page = await api.history(cursor);
        list.append(...page.tasks.map(row));
        cursor = page.next_cursor ?? '';
        more.hidden = cursor === '';
        if (!list.firstChild) this.append(element('p', { class: 'lead' }, 'Nothing was generated here yet. ', element('a', { href: './' }, 'New task')));
      } catch (error) {
        this.append(problemBox(error instanceof api.ProblemError ? error.problem : { detail: String(error) }));
      }
    };
    more.addEventListener('click', next);
    await next();
  }
}

/** @param {any} task */
function row(task) {
  const facts = [task.state, task.counts?.operations !== undefined ? `${task.counts.operations} operations` : '',
    task.counts?.cases !== undefined ? `${task.counts.cases} tests` : '', task.archive_bytes ? size(task.archive_bytes) : ''].filter(Boolean).join(' · ');
  return element('li', {}, element('a', { href: `./?task=${encodeURIComponent(task.task_id)}` },
    element('span', { class: 'name', dir: 'auto' }, task.title || task.document_name || task.task_id),
    element('time', { class: 'when', datetime: task.created_at }, WHEN.format(new Date(task.created_at))),
    element('span', { class: 'facts' }, facts)));
}

customElements.define('task-history', TaskHistory);
