// @ts-check
import * as api from '../api/client.js';
import { ProgressFeed } from '../api/progress-feed.js';
import { STAGES, TaskProgress } from '../model/progress.js';
import { RemainingTime } from '../model/remaining.js';
import { announce, copyButton, element, problemBox } from './dom.js';
import { OperationList } from './operation-list.js';
import { TaskResult } from './task-result.js';

/** Losses shorter than this are not worth a line: it would flash. */
const LOSS_SHOWN_AFTER_MS = 2000;

/** One task, in whatever state it is. Attribute: `task-id`. */
export class TaskPage extends HTMLElement {
  static observedAttributes = ['task-id'];

  #progress = new TaskProgress();
  #remaining = new RemainingTime();
  /** @type {ProgressFeed | undefined} */
  #feed;
  /** @type {any} the task as the server tells it */
  #task;
  #drawing = 0;
  #lossTimer = 0;
  #spoken = '';
  #parts = this.#build();

  attributeChangedCallback() {
    if (this.isConnected) this.#start();
  }

  connectedCallback() {
    if (this.id_) this.#start();
  }

  disconnectedCallback() {
    this.#stop();
  }

  get id_() {
    return this.getAttribute('task-id') ?? '';
  }

  #stop() {
    this.#feed?.close();
    this.#feed = undefined;
    cancelAnimationFrame(this.#drawing);
    this.#drawing = 0;
    clearTimeout(this.#lossTimer);
  }

  async #start() {
    this.#stop();
    const id = this.id_;
    if (!id) return this.replaceChildren();
    this.#progress = new TaskProgress();
    this.#remaining = new RemainingTime();
    this.#task = undefined;
    this.#spoken = '';
    this.#parts = this.#build();
    try {
      const task = await api.task(id);
      if (this.id_ !== id) return;
      this.#task = task;
    } catch (error) {
      if (this.id_ === id) this.#gone(error);
      return;
    }
    this.#parts.operations.take(this.#task.operations);
    this.replaceChildren(...this.#parts.all);
    this.#head();
    this.#feed = new ProgressFeed(id, {
      sequence: () => this.#progress.sequence,
      isEnded: () => this.#progress.isEnded,
      update: (update) => { if (this.#progress.apply(update)) this.#draw(); },
      connection: (state, transport, retryMs) => this.#connection(state, transport, retryMs),
    });
  }

  #build() {
    const amount = element('span', { class: 'amount' });
    const message = element('span', { id: 'bar-label', dir: 'auto' });
    const bar = element('progress', { max: 100, 'aria-labelledby': 'bar-label' });
    const head = element('div', { class: 'task-head' });
    const stages = element('ol', { class: 'stages', 'aria-label': 'Stages' });
    const outcome = element('div', { class: 'outcome' });
    const barBox = element('div', { class: 'bar' }, element('div', { class: 'line' }, message, amount), bar);
    const loss = element('p', { class: 'loss' });
    const operations = new OperationList();
    const log = element('pre', { role: 'log', 'aria-live': 'off', tabindex: 0, 'aria-label': 'Log' });
    const logTitle = element('summary', {}, 'Log');
    const logBox = element('details', { class: 'log' }, logTitle, log);
    return { amount, message, bar, head, stages, outcome, barBox, loss, operations, log, logTitle,
      all: [head, stages, outcome, barBox, loss, operations, logBox] };
  }

  #head() {
    const task = this.#task;
    const facts = [task.document_name, task.endpoint_count !== undefined ? `${task.endpoint_count} operations` : '',
      (task.options?.outputs ?? []).join(', ')].filter(Boolean);
    const actions = element('div', { class: 'actions' }, copyButton('Copy link', () => location.href));
    if (!['complete', 'error', 'cancelled'].includes(task.state)) {
      actions.append(element('button', { type: 'button', class: 'quiet', 'data-action': 'cancel', onclick: () => this.#cancel() }, 'Cancel'));
    }
    this.#parts.head.replaceChildren(
      element('h1', { tabindex: -1, dir: 'auto' }, task.title || task.document_name || 'Task'),
      element('p', { class: 'facts' }, ...facts.map((fact) => element('span', { dir: 'auto' }, fact)), element('span', { class: 'mono' }, task.task_id)),
      actions);
  }

  async #cancel() {
    try {
      await api.remove(this.id_);
    } catch (error) {
      this.#parts.outcome.replaceChildren(problemBox(error instanceof api.ProblemError ? error.problem : { detail: String(error) }));
    }
  }

  /**
   * @param {import('../api/progress-feed.js').ConnectionState} state
   * @param {string} transport
   * @param {number} retryMs
   */
  #connection(state, transport, retryMs) {
    const mark = /** @type {import('./connection-mark.js').ConnectionMark | null} */ (document.querySelector('connection-mark'));
    mark?.show(state, transport);
    clearTimeout(this.#lossTimer);
    if (state === 'live' || state === 'idle') return this.#parts.loss.replaceChildren();
    const show = () => this.#parts.loss.replaceChildren(
      `Connection lost. The task goes on without this page. Trying again in ${Math.ceil(retryMs / 1000)} s. `,
      element('button', { type: 'button', class: 'quiet', onclick: () => this.#feed?.tryNow() }, 'Try now'));
    if (this.#parts.loss.childNodes.length > 0) show();
    else this.#lossTimer = setTimeout(show, LOSS_SHOWN_AFTER_MS);
  }

  /** At most once a frame. */
  #draw() {
    if (this.#drawing === 0) this.#drawing = requestAnimationFrame(() => { this.#drawing = 0; this.#drawNow(); });
  }

  #drawNow() {
    const progress = this.#progress;
    const { bar, message, amount, stages, operations, log, logTitle, barBox } = this.#parts;
    message.textContent = progress.message;
    if (progress.isQueued) {
      bar.removeAttribute('value');
      amount.textContent = '';
    } else {
      bar.value = progress.percent;
      bar.textContent = `${progress.percent} %`;
      amount.textContent = [`${progress.percent} %`, this.#remaining.update(progress.percent, performance.now())].filter(Boolean).join(' ');
    }
    stages.replaceChildren(...STAGES.map(({ id, name }) => {
      const state = progress.stageState(id);
      return element('li', { 'data-state': state, 'aria-current': state === 'running' ? 'step' : undefined },
        element('span', { class: 'name' }, name), element('span', { class: 'fact' }, progress.stageFact(id)));
    }));
    operations.show(progress.operations);
    log.textContent = (progress.logLineCount > progress.log.length ? 'Earlier lines are not shown.\n' : '') + progress.log.join('\n');
    logTitle.textContent = `Log, ${progress.logLineCount} lines`;
    barBox.hidden = progress.isEnded;
    document.title = `${progress.isEnded ? ended(progress.stage) : `${progress.percent} %`} - ${this.#task?.title || 'Assay'}`;
    this.#speak();
    if (progress.isEnded) this.#ended();
  }

  /** Each stage, and every quarter: never every percentage. */
  #speak() {
    const { stage, percent, isEnded } = this.#progress;
    const text = isEnded ? '' : stage === 'generating' && percent >= 25 ? `${Math.floor(percent / 25) * 25} percent` : STAGES.find(({ id }) => id === stage)?.name ?? '';
    if (text && text !== this.#spoken) announce(text);
    this.#spoken = text;
  }

  async #ended() {
    const { stage, problem, message } = this.#progress;
    this.querySelector('[data-action="cancel"]')?.remove();
    try {
      this.#task = await api.task(this.id_);
    } catch {
      // The page still shows what the updates said.
    }
    this.#head();
    this.querySelector('[data-action="cancel"]')?.remove();
    const { outcome, operations } = this.#parts;
    if (stage === 'complete') {
      operations.take(this.#task?.operations);
      const result = new TaskResult(this.#task);
      result.addEventListener('retry', () => this.#retry());
      result.addEventListener('removed', () => this.#leave());
      outcome.replaceChildren(result);
      if (document.hasFocus() && (document.activeElement === document.body || this.contains(document.activeElement))) result.focusDownload();
      return announce(`Done, ${this.#task?.counts?.cases ?? ''} tests.`);
    }
    const again = element('button', { type: 'button', class: 'primary', onclick: () => this.#retry() }, 'Try again');
    outcome.replaceChildren(
      stage === 'error' ? problemBox({ title: 'Generation failed', detail: message, ...problem }) : element('p', { class: 'note' }, 'Cancelled. Nothing was kept.'),
      element('div', { class: 'actions' }, again, element('a', { class: 'button', href: './' }, 'New task')));
  }

  async #retry() {
    try {
      const { task_id: id } = await api.retry(this.id_);
      this.dispatchEvent(new CustomEvent('task-started', { bubbles: true, detail: { id } }));
    } catch (error) {
      this.#parts.outcome.append(problemBox(error instanceof api.ProblemError ? error.problem : { detail: String(error) }));
    }
  }

  #leave() {
    this.dispatchEvent(new CustomEvent('navigate', { bubbles: true, detail: { address: './?view=history' } }));
  }

  /** @param {unknown} error */
  #gone(error) {
    const problem = error instanceof api.ProblemError ? error.problem : { detail: String(error) };
    const status = error instanceof api.ProblemError ? error.status : 0;
    const title = status === 404 ? 'There is no such task here' : status === 410 ? 'This task was cleaned up' : 'The task cannot be shown';
    document.title = `${title} - Assay`;
    this.replaceChildren(
      element('h1', { tabindex: -1 }, title),
      element('p', { class: 'lead', dir: 'auto' }, problem.detail ?? ''),
      element('div', { class: 'actions' },
        element('a', { class: 'button primary', href: './' }, 'New task'),
        element('a', { class: 'button', href: './?view=history' }, 'History')));
  }
}

/** @param {string} stage */
function ended(stage) {
  return stage === 'complete' ? 'Done' : stage === 'error' ? 'Failed' : 'Cancelled';
}

customElements.define('task-page', TaskPage);
