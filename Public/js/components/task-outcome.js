// @ts-check
import * as api from '../api/client.js';
import { thingsToLookAt } from '../model/findings.js';
import { counted, number, size } from '../model/format.js';
import { runCommands } from '../model/run-commands.js';
import { ask, copyButton, element } from './dom.js';
import { place, problemBox } from './problem-box.js';
import './task-files.js';

const FINDINGS_SHOWN_MAX = 200;

/**
 * What an ended task gives: the ZIP and how to run it, or why there is none. It is told by `draw`.
 * Fires `task-started` with `{ id }` after Run again, and `navigate` after Delete.
 */
export class TaskOutcome extends HTMLElement {
  #id = '';
  #hasArchive = false;

  /** @param {import('../model/progress.js').TaskProgress} progress */
  draw({ stage, task, problem, message }) {
    this.#id = task?.task_id ?? '';
    this.#hasArchive = stage === 'complete' && task?.archive === 'ready';
    if (stage === 'error') {
      this.replaceChildren(
        problemBox({ detail: message, ...problem, title: problem?.title ?? 'Generation failed' }),
        this.#steps('Try again', true));
    } else if (stage === 'cancelled') {
      this.replaceChildren(element('p', { class: 'note' }, 'Cancelled. Nothing was kept.'), this.#steps('Run again', true));
    } else if (task?.archive === 'expired') {
      this.replaceChildren(element('p', { class: 'note' }, 'The ZIP was cleaned up. Run the task again to get it anew.'), this.#steps('Run again', true));
    } else if (task) {
      this.replaceChildren(...this.#result(task));
    }
  }

  focusDownload() {
    this.querySelector('a')?.focus();
  }

  /** @param {import('../model/types.js').Task} task */
  #result(task) {
    const { operations, cases, files } = task.counts ?? { operations: 0, cases: 0, files: 0 };
    const download = element('a', { class: 'button primary', href: api.downloadPath(this.#id), download: true, 'data-key': 'd' },
      task.archive_bytes ? `Download ZIP ${size(task.archive_bytes)}` : 'Download ZIP');
    const counts = [[operations, 'operation'], [cases, 'test'], [files, 'file']];
    return [
      element('div', { class: 'result' },
        element('div', { class: 'line' }, download, this.#steps('Run again', false)),
        element('ul', { class: 'counts' }, ...counts.map(([count, noun]) =>
          element('li', {}, element('strong', {}, number(Number(count))), counted(Number(count), String(noun)).replace(/^\S+/, ''))))),
      ...runCommands(task.options).flatMap(({ format, text }) => [
        element('h2', {}, `Run it with ${format}`),
        element('div', { class: 'commands' },
          element('pre', { tabindex: 0, 'aria-label': `Commands for ${format}` }, text),
          copyButton('Copy', () => text, { 'aria-label': `Copy the commands for ${format}` })),
        element('p', { class: 'help' }, 'In the unpacked folder. BASE_URL is the server to test.'),
      ]),
      element('h2', {}, 'Files'),
      element('task-files', { 'task-id': this.#id }),
      ...this.#findings(task),
    ];
  }

  /** @param {import('../model/types.js').Task} task */
  #findings(task) {
    const things = thingsToLookAt(task);
    if (things.length === 0) return [];
    const more = things.length - FINDINGS_SHOWN_MAX;
    return [element('details', { class: 'section' },
      element('summary', {}, element('h2', {}, `Things to look at (${number(things.length)})`)),
      element('ul', { class: 'findings' }, ...things.slice(0, FINDINGS_SHOWN_MAX).map(place)),
      more > 0 && element('p', { class: 'help' }, `and ${counted(more, 'other')}, in README.md of the ZIP`))];
  }

  /** @param {string} again @param {boolean} isMain whether running again is what to do */
  #steps(again, isMain) {
    return element('div', { class: 'actions' },
      element('button', { type: 'button', class: isMain ? 'primary' : undefined, onclick: () => this.#retry() }, again),
      isMain && element('a', { class: 'button', href: './' }, 'New task'),
      element('button', { type: 'button', onclick: () => this.#remove() }, 'Delete'));
  }

  #retry() {
    return this.#act(async () => {
      const { task_id: id } = await api.retry(this.#id);
      this.dispatchEvent(new CustomEvent('task-started', { bubbles: true, detail: { id } }));
    });
  }

  #remove() {
    return this.#act(async () => {
      if (this.#hasArchive && !await ask('Delete this task and its ZIP?', 'Delete', 'Keep it')) return;
      await api.remove(this.#id);
      this.dispatchEvent(new CustomEvent('navigate', { bubbles: true, detail: { address: './?view=history' } }));
    });
  }

  /** @param {() => Promise<void>} act */
  async #act(act) {
    this.querySelector('.problem.act')?.remove();
    try {
      await act();
    } catch (error) {
      const box = problemBox(api.problemOf(error));
      box.classList.add('act');
      this.prepend(box);
    }
  }
}

customElements.define('task-outcome', TaskOutcome);
