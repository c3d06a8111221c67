// @ts-check
import { remember, setting } from '../api/settings.js';
import { element } from './dom.js';

const KEYS = [['n', 'New task'], ['h', 'History'], ['/', 'Filter the operations'], ['f', 'Follow the log'], ['d', 'Download the ZIP'],
  ['c', 'Copy the link'], ['?', 'This list'], ['Ctrl+Enter', 'Generate'], ['Esc', 'Close']];

/**
 * Single letters press what carries their `data-key`; outside fields, without a modifier, and only
 * while they are switched on. Holds the button that opens their list.
 */
export class KeyShortcuts extends HTMLElement {
  connectedCallback() {
    if (!this.firstChild) {
      this.append(element('button', { type: 'button', class: 'quiet', 'data-key': '?', onclick: () => this.#list() }, 'Keyboard shortcuts'));
    }
    addEventListener('keydown', this.#pressed);
  }

  disconnectedCallback() {
    removeEventListener('keydown', this.#pressed);
  }

  #pressed = (/** @type {KeyboardEvent} */ event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || setting('shortcuts') === 'off') return;
    if (target instanceof Element && target.closest('input:not([type="checkbox"], [type="radio"]), textarea, dialog')) return;
    const found = [...document.querySelectorAll('[data-key]')].find((node) =>
      node instanceof HTMLElement && node.dataset.key === key && node.checkVisibility());
    if (!(found instanceof HTMLElement)) return;
    event.preventDefault();
    if (found instanceof HTMLInputElement) found.focus();
    else found.click();
  };

  #list() {
    /** @type {HTMLInputElement} */
    const areOn = element('input', { type: 'checkbox', checked: setting('shortcuts') !== 'off',
      onchange: () => remember('shortcuts', areOn.checked ? 'on' : 'off') });
    /** @type {HTMLDialogElement} */
    const dialog = element('dialog', { 'aria-labelledby': 'shortcuts-title', onclose: () => dialog.remove() },
      element('form', { method: 'dialog' },
        element('h2', { id: 'shortcuts-title' }, 'Keyboard shortcuts'),
        element('dl', { class: 'keys' }, ...KEYS.map(([key, meaning]) =>
          element('div', {}, element('dt', {}, element('kbd', {}, key)), element('dd', {}, meaning)))),
        element('label', { class: 'choice' }, areOn, ' Single letters work outside fields'),
        element('div', { class: 'actions' }, element('button', {}, 'Close'))));
    document.body.append(dialog);
    dialog.showModal();
  }
}

customElements.define('key-shortcuts', KeyShortcuts);
