// @ts-check
import * as api from '../api/client.js';
import { size } from '../model/format.js';
import { fileTree } from '../model/file-tree.js';
import { element, setText } from './dom.js';
import { problemBox } from './problem-box.js';

/** @typedef {import('../model/file-tree.js').FileLeaf} FileLeaf @typedef {import('../model/file-tree.js').Folder} Folder */

const PREVIEW_CHARACTERS_MAX = 200_000;
/** Shown before anything is chosen. */
const FIRST = 'README.md';

/** The files of a finished task with a preview. Attribute: `task-id`. */
export class TaskFiles extends HTMLElement {
  #chosen = '';
  #name = element('p', { class: 'mono small', dir: 'auto' });
  #text = element('pre', { tabindex: 0, 'aria-label': 'Preview', dir: 'auto' });

  connectedCallback() {
    if (!this.firstChild) this.#load();
  }

  get #id() {
    return this.getAttribute('task-id') ?? '';
  }

  async #load() {
    this.replaceChildren(element('p', { class: 'muted' }, 'Reading the list...'));
    try {
      const { files } = await api.files(this.#id);
      this.replaceChildren(
        element('div', { class: 'tree' }, this.#list(fileTree(files), true)),
        element('div', { class: 'preview' }, this.#name, this.#text));
      /** @type {HTMLElement | null} */ (this.querySelector(`[data-path="${FIRST}"]`) ?? this.querySelector('[data-path]'))?.click();
    } catch (error) {
      this.replaceChildren(problemBox(api.problemOf(error)));
    }
  }

  /**
   * Folders inside others start closed.
   * @param {(FileLeaf | Folder)[]} nodes
   * @param {boolean} isTop
   * @returns {HTMLUListElement}
   */
  #list(nodes, isTop) {
    return element('ul', isTop ? { 'aria-label': 'Files' } : {}, ...nodes.map((node) => element('li', {}, 'children' in node
      ? element('details', { open: isTop }, element('summary', { dir: 'auto' }, `${node.name}/`), this.#list(node.children, false))
      : element('button', { type: 'button', 'data-path': node.path, onclick: (event) => this.#show(event.currentTarget, node.path) },
        element('span', { dir: 'auto' }, node.name), element('span', { class: 'size' }, size(node.size))))));
  }

  /** @param {HTMLElement} button @param {string} path */
  async #show(button, path) {
    this.#chosen = path;
    this.querySelector('[aria-current]')?.removeAttribute('aria-current');
    button.setAttribute('aria-current', 'true');
    let text;
    try {
      text = await api.fileText(this.#id, path);
    } catch (error) {
      text = error instanceof Error ? error.message : String(error);
    }
    if (this.#chosen !== path) return;
    setText(this.#name, path);
    setText(this.#text, text.length > PREVIEW_CHARACTERS_MAX ? `${text.slice(0, PREVIEW_CHARACTERS_MAX)}\n(the rest is in the ZIP)` : text);
    this.#text.scrollTop = 0;
  }
}

customElements.define('task-files', TaskFiles);
