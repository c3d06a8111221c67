// @ts-check
import * as api from '../api/client.js';
import { size } from '../model/progress.js';
import { announce, element, place, problemBox } from './dom.js';

const BYTES_MAX = 32 * 1024 * 1024;
const EXAMPLE = 'examples/petstore.yaml';

/** The form for a new task. It fires `task-started` with `{ id }`. */
export class NewTask extends HTMLElement {
  /** @type {File | undefined} a dropped or chosen document */
  #file;
  #sending = false;
  #listening = new AbortController();

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#form.addEventListener('submit', (event) => { event.preventDefault(); this.#generate(); }, { signal });
    this.#input('#spec').addEventListener('change', () => this.#choose(this.#input('#spec').files?.[0]), { signal });
    this.querySelector('[data-action="example"]')?.addEventListener('click', () => this.#example(), { signal });
    addEventListener('dragover', (event) => this.#drag(event, true), { signal });
    addEventListener('dragleave', (event) => this.#drag(event, false), { signal });
    addEventListener('drop', (event) => this.#drop(event), { signal });
    addEventListener('paste', (event) => this.#paste(event), { signal });
    addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && this.#isShown) this.#generate();
    }, { signal });
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  get #isShown() {
    return this.offsetParent !== null;
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector('form'));
  }

  /** @param {string} selector */
  #input(selector) {
    return /** @type {HTMLInputElement} */ (this.querySelector(selector));
  }

  /** @param {DragEvent} event @param {boolean} isOver */
  #drag(event, isOver) {
    if (!this.#isShown || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.querySelector('.drop')?.classList.toggle('over', isOver && event.type === 'dragover');
  }

  /** @param {DragEvent} event */
  #drop(event) {
    if (!this.#isShown || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.querySelector('.drop')?.classList.remove('over');
    this.#choose(event.dataTransfer.files[0]);
  }

  /** Fills the form from what was pasted outside a field; never starts by itself. @param {ClipboardEvent} event */
  #paste(event) {
    if (!this.#isShown || event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
    const text = event.clipboardData?.getData('text/plain').trim() ?? '';
    if (!text) return;
    if (/^https?:\/\/\S+$/.test(text)) {
      this.#input('#spec-url').value = text;
      announce('The address was pasted into the form.');
    } else {
      this.#choose(new File([text], text.startsWith('{') ? 'pasted.json' : 'pasted.yaml'));
      announce('The pasted document was taken.');
    }
  }

  async #example() {
    try {
      const response = await fetch(EXAMPLE);
      if (!response.ok) throw new Error();
      await this.#choose(new File([await response.blob()], 'petstore.yaml'));
    } catch {
      this.#problem({ title: 'There is no example', detail: 'This server does not offer the example document.' });
    }
  }

  /** @param {File | undefined} file */
  async #choose(file) {
    this.#clearProblem();
    const chosen = /** @type {HTMLElement} */ (this.querySelector('.chosen'));
    this.#file = undefined;
    chosen.hidden = true;
    if (!file) return;
    if (file.size === 0) return this.#problem({ title: 'The file is empty', detail: `${file.name} has no content.` });
    if (file.size > BYTES_MAX) {
      return this.#problem({ title: 'The file is too big', detail: `${file.name} has ${size(file.size)}; the limit is ${size(BYTES_MAX)}.` });
    }
    this.#file = file;
    const found = element('div', { class: 'found', 'aria-live': 'polite' }, 'Reading...');
    chosen.replaceChildren(
      element('header', {},
        element('span', {}, element('strong', { dir: 'auto' }, file.name), ` ${size(file.size)}`),
        element('button', { type: 'button', class: 'quiet', onclick: () => this.#remove() }, 'Remove')),
      found);
    chosen.hidden = false;
    await this.#validate(file, found);
  }

  #remove() {
    this.#input('#spec').value = '';
    this.#choose(undefined);
    this.#input('#spec').focus();
  }

  /** @param {File} file @param {HTMLElement} found */
  async #validate(file, found) {
    const form = new FormData();
    form.set('spec', file);
    try {
      const result = await api.validate(form);
      if (this.#file !== file) return;
      const count = `${result.endpoint_count} ${result.endpoint_count === 1 ? 'operation' : 'operations'}`;
      found.replaceChildren(result.valid
        ? element('p', {}, element('span', { dir: 'auto' }, result.title), ` · OpenAPI ${result.version} · ${count}`)
        : element('p', {}, 'This document cannot be used:'));
      const problems = result.problems ?? [];
      if (problems.length === 0) return;
      const list = element('ul', {}, ...problems.slice(0, 50).map((/** @type {any} */ problem) => place({ ...problem, detail: problem.message })));
      found.append(result.valid
        ? element('details', {}, element('summary', {}, `${problems.length} ${problems.length === 1 ? 'thing' : 'things'} to look at`), list)
        : list);
    } catch (error) {
      if (this.#file !== file) return;
      found.replaceChildren();
      this.#problem(error instanceof api.ProblemError ? error.problem : { detail: String(error) });
    }
  }

  async #generate() {
    if (this.#sending) return;
    this.#clearProblem();
    const form = new FormData(this.#form);
    const text = /** @type {HTMLTextAreaElement} */ (this.querySelector('#spec-text')).value.trim();
    const address = this.#input('#spec-url').value.trim();
    form.delete('spec');
    form.delete('spec_url');
    if (this.#file) form.set('spec', this.#file);
    else if (text) form.set('spec', new File([text], 'pasted'));
    else if (address) form.set('spec_url', address);
    else return this.#problem({ title: 'There is no document yet', detail: 'Choose a file, give its address or paste its text.' }, '#spec');
    for (const [name, value] of [...form]) if (value === '') form.delete(name);
    const outputs = form.getAll('outputs').join(',');
    if (!outputs) return this.#problem({ title: 'No format is chosen', detail: 'Choose at least one format.' }, '[name="outputs"]');
    form.set('outputs', outputs);

    const button = /** @type {HTMLButtonElement} */ (this.querySelector('[type="submit"]'));
    this.#sending = true;
    button.textContent = 'Sending...';
    try {
      const { task_id: id } = await api.generate(form);
      this.dispatchEvent(new CustomEvent('task-started', { bubbles: true, detail: { id } }));
    } catch (error) {
      this.#refused(error);
    } finally {
      this.#sending = false;
      button.textContent = 'Generate';
    }
  }

  /** @param {unknown} error */
  #refused(error) {
    if (!(error instanceof api.ProblemError)) return this.#problem({ detail: String(error) });
    if (error.status === 503 && error.retryAfter > 0) return this.#waitForQueue(error.retryAfter);
    this.#problem(error.problem, address(this) ? '#spec-url' : '#spec');
  }

  /** The queue is full: counts down and tries again by itself. @param {number} seconds */
  #waitForQueue(seconds) {
    let left = seconds;
    const text = element('span', {});
    const stop = element('button', { type: 'button', class: 'quiet', onclick: () => { clearInterval(timer); this.#clearProblem(); } }, 'Stop');
    this.querySelector('.problem-slot')?.replaceChildren(element('p', { class: 'note', role: 'status' }, text, ' ', stop));
    const tick = () => { text.textContent = `The queue is full. Trying again in ${left} s.`; };
    const timer = setInterval(() => {
      left -= 1;
      if (left > 0) return tick();
      clearInterval(timer);
      this.#generate();
    }, 1000);
    tick();
  }

  /**
   * @param {import('../model/progress.js').Problem} problem
   * @param {string} [field] selector of what is wrong
   */
  #problem(problem, field) {
    this.querySelector('.problem-slot')?.replaceChildren(problemBox(problem, 'form-problem'));
    if (!field) return;
    const input = this.#input(field);
    for (const node of [input, field === '#spec' ? this.querySelector('.drop') : null]) node?.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', 'form-problem');
    input.focus();
  }

  #clearProblem() {
    this.querySelector('.problem-slot')?.replaceChildren();
    for (const node of this.querySelectorAll('[aria-invalid]')) {
      node.removeAttribute('aria-invalid');
      if (node.getAttribute('aria-describedby') === 'form-problem') node.removeAttribute('aria-describedby');
    }
  }
}

/** @param {HTMLElement} form whether an address was given */
function address(form) {
  return /** @type {HTMLInputElement} */ (form.querySelector('#spec-url')).value.trim() !== '';
}

customElements.define('new-task', NewTask);
