// @ts-check
import { announce, element, setText } from './dom.js';

/** Losses shorter than this are not worth a line: it would flash. */
const SHOWN_AFTER_MS = 2000;

/** The line that tells of a lost connection; its height is always there. Fires `try-now`. */
export class ConnectionLoss extends HTMLElement {
  #timer = 0;
  #text = '';

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  /**
   * @param {import('../api/progress-feed.js').ConnectionState} state
   * @param {number} retryMs
   */
  show(state, retryMs) {
    if (state === 'live' || state === 'idle') return this.#over();
    const next = retryMs > 0 ? ` Trying again in ${Math.ceil(retryMs / 1000)} s.` : '';
    this.#text = `Connection lost. The task goes on without this page.${next}`;
    if (this.firstChild) this.#draw();
    else if (this.#timer === 0) this.#timer = window.setTimeout(() => { this.#draw(); announce('Connection lost.'); }, SHOWN_AFTER_MS);
  }

  #over() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (!this.firstChild) return;
    this.replaceChildren();
    announce('The connection is back.');
  }

  /** The button stays in place: it may have the focus. */
  #draw() {
    if (!this.firstChild) {
      this.append(element('span', {}),
        element('button', { type: 'button', class: 'quiet', onclick: () => this.dispatchEvent(new Event('try-now')) }, 'Try now'));
    }
    setText(/** @type {Node} */ (this.firstChild), this.#text);
  }
}

customElements.define('connection-loss', ConnectionLoss);
