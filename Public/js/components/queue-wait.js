// @ts-check
import { announce, element, setText } from './dom.js';

/**
 * Counts down while the server takes no task. Fires `again` at the end and `stop` on a press of Stop;
 * the count ends when the element is taken out.
 */
export class QueueWait extends HTMLElement {
  #left;
  #reason;
  #timer = 0;
  #text = element('span', {});

  /** @param {string} reason a sentence @param {number} seconds */
  constructor(reason, seconds) {
    super();
    this.#reason = reason;
    this.#left = seconds;
  }

  connectedCallback() {
    this.replaceChildren(this.#text,
      element('button', { type: 'button', class: 'quiet', onclick: () => this.dispatchEvent(new Event('stop')) }, 'Stop'));
    this.#show();
    announce(this.#text.textContent ?? '');
    this.#timer = window.setInterval(() => this.#tick(), 1000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #tick() {
    this.#left -= 1;
    if (this.#left > 0) return this.#show();
    clearInterval(this.#timer);
    this.dispatchEvent(new Event('again'));
  }

  #show() {
    setText(this.#text, `${this.#reason} Trying again in ${this.#left} s.`);
  }
}

customElements.define('queue-wait', QueueWait);
