// @ts-check
import * as api from '../api/client.js';
import { size } from '../model/progress.js';
import { copyButton, element, place, problemBox } from './dom.js';

const PREVIEW_CHARACTERS_MAX = 200_000;

/** What a finished task gives: the ZIP, how to run it, its files, what to look at. Fires `retry` and `removed`. */
export class TaskResult extends HTMLElement {
  #task;
  #download;

  /** @param {any} task */
  constructor(task) {
    super();
    this.#task = task;
    this.#download = element('a', { class: 'button primary', href: api.downloadAddress(task.task_id), download: true },
      ['Download ZIP', task.archive_bytes ? size(task.archive_bytes) : ''].filter(Boolean).join(' '));
  }

  connectedCallback() {
    if (this.firstChild) return;
    const counts = this.#task.counts ?? {};
    const command = 'cd pytest && python3 -m pip install -r requirements.txt\nBASE_URL=http://127.0.0.1:9000 python3 -m pytest';
    this.append(
      element('div', { class: 'result' },
        this.#download,
        element('dl', { class: 'counts' },
          ...[['operations', counts.operations], ['tests', counts.cases], ['files', counts.files]]
            .filter(([, value]) => value !== undefined)
            .map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, String(value)))))),
      element('h2', {}, 'Run it'),
      element('div', { class: 'commands' }, element('pre', { tabindex: 0, 'aria-label': 'Commands' }, command), copyButton('Copy', () => command)),
      this.#findings(),
      element('h2', {}, 'Files'),
      element('div', { class: 'files' }, element('p', { class: 'muted' }, 'Reading the list...')),
      element('div', { class: 'actions' },
        element('button', { type: 'button', onclick: () => this.dispatchEvent(new Event('retry')) }, 'Run again'),
        element('button', { type: 'button', onclick: () => this.#remove() }, 'Delete')));
    this.#files();
  }

  focusDownload() {
    this.#download.focus();
  }

  #findings() {
    const findings = [
      ...(this.#task.problems ?? []).map((/** @type {any} */ problem) => ({ ...problem, detail: problem.message })),
      ...(this.#task.omissions ?? []).map((/** @type {any} */ omission) => ({
        detail: [omission.operation, `${omission.count} left out: ${omission.reason}`].filter(Boolean).join(' · '),
      })),
    ];
    if (findings.length === 0) return undefined;
    const items = findings.map(place);
    return element('details', {}, element('summary', {}, element('h2', {}, `Things to look at (${findings.length})`)),
      element('ul', { class: 'findings' }, ...items.slice(0, 200)));
  }

  async #files() {
    const box = /** @type {HTMLElement} */ (this.querySelector('.files'));
    try {
      const { files } = await api.files(this.#task.task_id);
      const preview = element('pre', { tabindex: 0, 'aria-label': 'Preview', dir: 'auto' }, 'Choose a file to look into it.');
      const list = element('ul', {}, ...files.map((/** @type {{ path: string, size: number }} */ file) =>
        element('li', {}, element('button', { type: 'button', onclick: (event) => this.#preview(event.currentTarget, file.path, preview) },
          file.path, element('span', {}, size(file.size))))));
      box.replaceChildren(list, preview);
    } catch (error) {
      box.replaceChildren(problemBox(error instanceof api.ProblemError ? error.problem : { detail: String(error) }));
    }
  }

  /** @param {HTMLElement} button @param {string} path @param {HTMLElement} preview */
  async #preview(button, path, preview) {
    for (const other of this.querySelectorAll('.files [aria-current]')) other.removeAttribute('aria-current');
    button.setAttribute('aria-current', 'true');
    try {
      const text = await api.fileText(this.#task.task_id, path);
      preview.textContent = text.length > PREVIEW_CHARACTERS_MAX ? `${text.slice(0, PREVIEW_CHARACTERS_MAX)}\n(the rest is in the ZIP)` : text;
    } catch (error) {
      preview.textContent = error instanceof Error ? error.message : String(error);
    }
  }

  async #remove() {
    try {
      await api.remove(this.#task.task_id);
      this.dispatchEvent(new Event('removed'));
    } catch (error) {
      this.append(problemBox(error instanceof api.ProblemError ? error.problem : { detail: String(error) }));
    }
  }
}

customElements.define('task-result', TaskResult);
