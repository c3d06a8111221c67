// @ts-check
import * as api from '../api/client.js';
import { counted } from '../model/format.js';
import { actButton, ask, copyButton, element, setText } from './dom.js';
import { problemBox } from './problem-box.js';

/** Work that took less may be cancelled without a question. */
const ASKED_AFTER_MS = 10_000;

/** What a task is, with Copy link, Tell me and Cancel. It is told by `draw`. */
export class TaskHead extends HTMLElement {
  #title = element('h1', { tabindex: -1, dir: 'auto' });
  #facts = element('p', { class: 'facts' });
  #tools = element('div', { class: 'tools' });

  connectedCallback() {
    if (!this.firstChild) this.append(element('div', {}, this.#title, this.#facts), this.#tools);
  }

  /**
   * The heading stays in place: it may have the focus.
   * @param {import('../model/progress.js').TaskProgress} progress
   */
  draw(progress) {
    const { task, name, headline, isEnded } = progress;
    if (!task) return;
    setText(this.#title, headline);
    const facts = [task.document_name === name ? '' : task.document_name,
      task.endpoint_count !== undefined && counted(task.endpoint_count, 'operation'), task.options?.outputs?.join(', ')];
    this.#facts.replaceChildren(
      element('span', {}, 'Task ', element('span', { class: 'mono' }, task.task_id)),
      ...facts.filter(Boolean).map((fact) => element('span', { dir: 'auto' }, fact)));
    this.#tools.replaceChildren(copyButton('Copy link', () => location.href, { 'data-key': 'c' }));
    if (isEnded) return;
    if (mayAsk()) this.#tools.append(this.#tellMe());
    this.#tools.append(element('button', { type: 'button', class: 'quiet', onclick: () => this.#cancel(progress) }, 'Cancel'));
  }

  /** The only place that asks the browser for notifications. */
  #tellMe() {
    return actButton('Tell me when it is done', async () =>
      (await Notification.requestPermission() === 'granted' ? 'You will be told' : 'Notifications are not allowed here'));
  }

  /** @param {import('../model/progress.js').TaskProgress} progress */
  async #cancel(progress) {
    const isAsked = progress.workMs > ASKED_AFTER_MS;
    if (isAsked && !await ask('Stop this task? What it has done so far is lost.', 'Stop the task', 'Go on')) return;
    if (!this.isConnected || progress.isEnded) return;
    try {
      await api.remove(progress.task?.task_id ?? '');
    } catch (error) {
      if (this.isConnected && !progress.isEnded) this.append(problemBox(api.problemOf(error)));
    }
  }
}

const mayAsk = () => 'Notification' in window && Notification.permission === 'default';

customElements.define('task-head', TaskHead);
