// @ts-check
import { counted } from '../model/format.js';
import { LINES_SHOWN_MAX, LogLines } from '../model/log-lines.js';
import { copyButton, element, setText } from './dom.js';

/** How far from the end still counts as the end, in pixels. */
const END_SLACK = 8;

/** The log of a task, closed at first. It is told by `draw`, and while it is closed it costs nothing. */
export class TaskLog extends HTMLElement {
  #log = new LogLines();
  /** Lines that are drawn. */
  #drawn = 0;
  #isFollowing = true;
  #summary = element('summary', {}, 'Log');
  #lines = element('div', { class: 'lines', role: 'log', 'aria-live': 'off', 'aria-label': 'Log', tabindex: 0,
    onscroll: () => this.#scrolled(), onkeydown: (event) => { if (event.key === 'End') this.#follow(); } });
  #earlier = element('p', { class: 'small muted', hidden: true }, 'Earlier lines are in the download.');
  #followButton = element('button', { type: 'button', class: 'quiet', 'data-key': 'f', 'aria-pressed': 'true', onclick: () => this.#follow() }, 'Follow');
  #details = element('details', { class: 'log', ontoggle: () => this.draw(this.#log) },
    this.#summary,
    element('div', { class: 'line' },
      element('div', { class: 'tools' },
        this.#followButton,
        copyButton('Copy', () => this.#log.text, { 'aria-label': 'Copy the log' }),
        element('button', { type: 'button', class: 'quiet', 'aria-label': 'Download the log', onclick: () => this.#save() }, 'Download')),
      this.#earlier),
    this.#lines);

  connectedCallback() {
    this.replaceChildren(this.#details);
  }

  /** @param {LogLines} log */
  draw(log) {
    this.#log = log;
    setText(this.#summary, `Log (${counted(log.count, 'line')})`);
    if (!this.#details.open || log.count === this.#drawn) return;
    this.#lines.append(...log.after(this.#drawn).map((line) => element('div', { dir: 'auto' }, line)));
    while (this.#lines.childElementCount > LINES_SHOWN_MAX) this.#lines.firstElementChild?.remove();
    this.#drawn = log.count;
    this.#earlier.hidden = log.count <= LINES_SHOWN_MAX;
    if (this.#isFollowing) this.#toEnd();
  }

  #toEnd() {
    this.#lines.scrollTop = this.#lines.scrollHeight;
  }

  #follow() {
    this.#details.open = true;
    this.#toEnd();
    this.#scrolled();
  }

  #scrolled() {
    this.#isFollowing = this.#lines.scrollHeight - this.#lines.scrollTop - this.#lines.clientHeight <= END_SLACK;
    this.#followButton.setAttribute('aria-pressed', String(this.#isFollowing));
  }

  #save() {
    const address = URL.createObjectURL(new Blob([this.#log.text], { type: 'text/plain' }));
    element('a', { href: address, download: 'assay.log' }).click();
    URL.revokeObjectURL(address);
  }
}

customElements.define('task-log', TaskLog);
