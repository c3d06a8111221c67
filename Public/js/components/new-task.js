// @ts-check
import * as api from '../api/client.js';
import { remember, setting } from '../api/settings.js';
import { size } from '../model/format.js';
import './chosen-document.js';
import './document-drop.js';
import { announce } from './dom.js';
import { problemBox } from './problem-box.js';
import { QueueWait } from './queue-wait.js';

/** The server's limit unless its operator chose another one, and how the page names it. */
const BYTES_MAX = 32 * 1024 * 1024;
const BYTES_MAX_TEXT = '32 MB';
const PROBLEM = 'form-problem';

/**
 * The form for a new task; its markup is in the page, so that it works without this script as well.
 * Fires `task-started` with `{ id }`. It stays in the page and keeps what was filled in; while it is
 * `hidden` it does nothing.
 */
export class NewTask extends HTMLElement {
  static observedAttributes = ['hidden'];

  #listening = new AbortController();
  #sending = false;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    /** @param {EventTarget} node @param {string} type @param {(event: any) => void} act */
    const on = (node, type, act) => node.addEventListener(type, act, { signal });
    on(this.#form, 'submit', (event) => { event.preventDefault(); this.#generate(); });
    on(this.#drop, 'document', ({ detail }) => this.#choose(detail.file, detail.isPasted));
    on(this.#drop, 'address', ({ detail }) => this.#takeAddress(detail.text));
    on(this.#chosen, 'removed', () => { this.#use('none'); this.#drop.input.focus(); });
    on(this.#address, 'input', () => { if (this.#address.value) this.#use('address'); });
    on(this.#text, 'input', () => { if (this.#text.value) this.#use('text'); });
    on(this.#part('[data-action="example"]'), 'click', () => this.#example());
    on(window, 'keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !this.hidden) this.#generate();
    });
    const formats = setting('outputs')?.split(',');
    if (formats) for (const box of this.#formats) box.checked = formats.includes(box.value);
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  /** A wait for the queue does not go on behind another view. */
  attributeChangedCallback() {
    if (this.hidden) this.querySelector('queue-wait')?.remove();
  }

  /** @param {string} selector @returns {any} */
  #part(selector) {
    return this.querySelector(selector);
  }

  get #form() { return /** @type {HTMLFormElement} */ (this.#part('form')); }
  get #drop() { return /** @type {import('./document-drop.js').DocumentDrop} */ (this.#part('document-drop')); }
  get #chosen() { return /** @type {import('./chosen-document.js').ChosenDocument} */ (this.#part('chosen-document')); }
  get #address() { return /** @type {HTMLInputElement} */ (this.#part('[name="spec_url"]')); }
  get #text() { return /** @type {HTMLTextAreaElement} */ (this.#part('textarea')); }
  get #formats() { return /** @type {NodeListOf<HTMLInputElement>} */ (this.querySelectorAll('[name="outputs"]')); }

  /**
   * The document comes from one source, the one used last.
   * @param {'file' | 'address' | 'text' | 'none'} source
   */
  #use(source) {
    this.#clearProblem();
    if (source !== 'file') { this.#chosen.clear(); this.#drop.input.value = ''; }
    if (source !== 'address') this.#address.value = '';
    if (source !== 'text') this.#text.value = '';
  }

  /** @param {File} file @param {boolean} isPasted */
  #choose(file, isPasted) {
    this.#use('file');
    if (file.size === 0 || file.size > BYTES_MAX) {
      this.#use('none');
      return this.#problem(file.size === 0
        ? { title: 'The file is empty', detail: `${file.name} has no content.` }
        : { title: 'The file is too big', detail: `${file.name} has ${size(file.size)}; the limit is ${BYTES_MAX_TEXT}.` }, this.#drop.input);
    }
    if (isPasted) announce('The pasted document was taken.');
    this.#chosen.show(file);
  }

  /** @param {string} text */
  #takeAddress(text) {
    this.#use('address');
    this.#address.value = text;
    announce('The address was pasted into the form.');
  }

  async #example() {
    try {
      this.#choose(new File([await api.example()], 'petstore.yaml'), false);
    } catch (error) {
      this.#problem({ ...api.problemOf(error), title: 'The example could not be fetched' });
    }
  }

  async #generate() {
    if (this.#sending) return;
    this.#clearProblem();
    if (this.#chosen.isRefused) {
      return this.#problem({ title: 'This document cannot be used', detail: 'Correct what stands above and choose it again, or choose another one.' }, this.#drop.input);
    }
    const form = new FormData(this.#form);
    form.delete('spec');
    const text = this.#text.value.trim();
    if (this.#chosen.file) form.set('spec', this.#chosen.file);
    else if (text) form.set('spec', new File([text], text.startsWith('{') ? 'pasted.json' : 'pasted.yaml'));
    else if (!this.#address.value.trim()) {
      return this.#problem({ title: 'There is no document yet', detail: 'Choose a file, give its address or paste its text.' }, this.#drop.input);
    }
    const outputs = form.getAll('outputs').join(',');
    if (!outputs) return this.#problem({ title: 'No format is chosen', detail: 'Choose at least one format.' }, this.#formats[0]);
    form.set('outputs', outputs);
    for (const [name, value] of [...form]) if (value === '') form.delete(name);
    remember('outputs', outputs);
    await this.#send(form);
  }

  /** @param {FormData} form */
  async #send(form) {
    const button = this.#part('[type="submit"]');
    this.#sending = true;
    button.textContent = 'Sending...';
    try {
      const { task_id: id } = await api.generate(form);
      if (!this.hidden) this.dispatchEvent(new CustomEvent('task-started', { bubbles: true, detail: { id } }));
    } catch (error) {
      if (!this.hidden) this.#refused(error);
    } finally {
      this.#sending = false;
      button.textContent = 'Generate';
    }
  }

  /** @param {unknown} error */
  #refused(error) {
    const problem = api.problemOf(error);
    if (error instanceof api.ProblemError && error.status === 503 && error.retryAfter > 0) {
      const wait = new QueueWait(`${(problem.detail ?? '').split('. ')[0].replace(/\.$/, '')}.`, error.retryAfter);
      wait.addEventListener('again', () => this.#generate());
      wait.addEventListener('stop', () => { this.#clearProblem(); this.#part('[type="submit"]').focus(); });
      return this.#part('.actions').before(wait);
    }
    const option = problem.errors?.[0]?.pointer?.replace(/^#\//, '') ?? '';
    const field = this.#form.elements.namedItem(option);
    const source = this.#chosen.file ? this.#drop.input : this.#text.value ? this.#text : this.#address;
    this.#problem(problem, field instanceof HTMLInputElement ? field : source);
  }

  /**
   * Says what is wrong under the field that it is wrong in, and moves the focus there.
   * @param {import('../model/types.js').Problem} problem
   * @param {HTMLElement} [field]
   */
  #problem(problem, field) {
    this.#clearProblem();
    const box = problemBox(problem, { id: PROBLEM });
    if (!field) return this.#part('.actions').before(box);
    const around = field.closest('details');
    if (around) around.open = true;
    const place = field === this.#drop.input ? this.#chosen : field.closest('.field, fieldset');
    place?.after(box);
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', [PROBLEM, field.getAttribute('aria-describedby')].filter(Boolean).join(' '));
    field.focus();
  }

  #clearProblem() {
    for (const node of this.querySelectorAll(`.problem[id="${PROBLEM}"], queue-wait`)) node.remove();
    for (const field of this.querySelectorAll('[aria-invalid]')) {
      field.removeAttribute('aria-invalid');
      const described = (field.getAttribute('aria-describedby') ?? '').replace(PROBLEM, '').trim();
      if (described) field.setAttribute('aria-describedby', described);
      else field.removeAttribute('aria-describedby');
    }
  }
}

customElements.define('new-task', NewTask);
