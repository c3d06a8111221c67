// @ts-check
import { RemainingTime } from '../model/remaining.js';
import { element, setText } from './dom.js';

/** The one bar over all stages, with the server's message and the time left. It is told by `draw`. */
export class ProgressBar extends HTMLElement {
  #remaining = new RemainingTime();
  #message = element('span', { class: 'message', id: 'bar-label', dir: 'auto' });
  #amount = element('span', { class: 'amount' });
  #bar = element('progress', { max: 100, 'aria-labelledby': 'bar-label' });

  connectedCallback() {
    this.replaceChildren(element('div', { class: 'line' }, this.#message, this.#amount), this.#bar);
  }

  /** @param {import('../model/progress.js').TaskProgress} progress */
  draw(progress) {
    setText(this.#message, progress.message);
    if (progress.isQueued) return;
    const percent = `${progress.percent} %`;
    this.#bar.value = progress.percent;
    setText(this.#bar, percent);
    setText(this.#amount, `${percent} ${this.#remaining.update(progress.percent, performance.now())}`.trim());
  }
}

customElements.define('progress-bar', ProgressBar);
