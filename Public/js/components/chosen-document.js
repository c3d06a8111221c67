// @ts-check
import * as api from '../api/client.js';
import { bySeverity } from '../model/findings.js';
import { counted, size } from '../model/format.js';
import { element } from './dom.js';
import { place, problemBox } from './problem-box.js';

const WARNINGS_SHOWN_MAX = 50;

/** The chosen document: name, size, and what `api/validate` finds in it. Fires `removed` on a press of Remove. */
export class ChosenDocument extends HTMLElement {
  /** @type {File | undefined} */
  #file;
  #asking = new AbortController();

  disconnectedCallback() {
    this.#asking.abort();
  }

  get file() {
    return this.#file;
  }

  /** Whether the server has said that no suite can come from this document. */
  get isRefused() {
    return this.querySelector('.problem') !== null;
  }

  /** @param {File} file */
  async show(file) {
    this.clear();
    this.#file = file;
    const found = element('div', { class: 'found', 'aria-live': 'polite' }, element('p', { class: 'muted' }, 'Reading...'));
    this.replaceChildren(
      element('div', { class: 'line' },
        element('p', {}, element('strong', { dir: 'auto' }, file.name), element('span', { class: 'muted' }, ` ${size(file.size)}`)),
        element('button', { type: 'button', class: 'quiet', onclick: () => this.dispatchEvent(new Event('removed')) }, 'Remove')),
      found);
    this.hidden = false;
    const { signal } = this.#asking;
    try {
      const form = new FormData();
      form.set('spec', file);
      const report = await api.validate(form, signal);
      const nodes = report.valid ? usable(report) : [unusable(report, file.name.endsWith('.zip') ? undefined : await file.text())];
      if (!signal.aborted) found.replaceChildren(...nodes);
    } catch (error) {
      if (!signal.aborted) found.replaceChildren(problemBox(api.problemOf(error)));
    }
  }

  clear() {
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#file = undefined;
    this.replaceChildren();
    this.hidden = true;
  }
}

/** @param {any} report */
function usable({ title, version, endpoint_count: count, problems }) {
  const { errors, warnings } = bySeverity(problems);
  const things = [...errors, ...warnings];
  const facts = element('p', {}, element('span', { dir: 'auto' }, title),
    element('span', { class: 'muted' }, ` · OpenAPI ${version} · ${counted(count, 'operation')}`));
  if (things.length === 0) return [facts];
  return [facts, element('details', {},
    element('summary', {}, `${counted(things.length, 'thing')} to look at`),
    element('ul', { class: 'findings' }, ...things.slice(0, WARNINGS_SHOWN_MAX).map(place)),
    things.length > WARNINGS_SHOWN_MAX && element('p', { class: 'muted small' }, `and ${counted(things.length - WARNINGS_SHOWN_MAX, 'other')}`))];
}

/** @param {any} report @param {string} [text] */
function unusable({ problems }, text) {
  return problemBox({ title: 'This document cannot be used', errors: bySeverity(problems).errors }, { text });
}

customElements.define('chosen-document', ChosenDocument);
