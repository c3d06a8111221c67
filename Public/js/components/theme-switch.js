// @ts-check
import { remember, setting } from '../api/settings.js';

/** Three radio buttons in the page's markup: system, light, dark. */
export class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    for (const input of this.querySelectorAll('input')) input.checked = input.value === (setting('theme') ?? 'system');
    this.addEventListener('change', this.#changed);
  }

  disconnectedCallback() {
    this.removeEventListener('change', this.#changed);
  }

  #changed = () => {
    const theme = this.querySelector('input:checked')?.getAttribute('value') ?? 'system';
    remember('theme', theme);
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
}

customElements.define('theme-switch', ThemeSwitch);
