// @ts-check
import * as api from '../api/client.js';
import { ProgressFeed } from '../api/progress-feed.js';
import { Announcements } from '../model/announcements.js';
import { TaskProgress } from '../model/progress.js';
import { ConnectionLoss } from './connection-loss.js';
import { announce, element } from './dom.js';
import { OperationList } from './operation-list.js';
import { ProgressBar } from './progress-bar.js';
import { StageList } from './stage-list.js';
import { TaskHead } from './task-head.js';
import { TaskLog } from './task-log.js';
import { TaskOutcome } from './task-outcome.js';

/** A task that takes less shows no progress at all: it would flash. */
const QUIET_MS = 400;

/**
 * One task, in whatever state it is, from the moment it is put into the page until it is taken out.
 * Attributes: `task-id`; `fresh` when its reader has just started it. Fires `view-ready`, and `connection` with `{ state, transport }`.
 */
export class TaskPage extends HTMLElement {
  #progress = new TaskProgress();
  #announcements = new Announcements();
  /** @type {ProgressFeed | undefined} */
  #feed;
  #frame = 0;
  #quiet = 0;
  #head = new TaskHead();
  #stages = new StageList();
  #bar = new ProgressBar();
  #outcome = new TaskOutcome();
  #loss = new ConnectionLoss();
  #operations = new OperationList();
  #log = new TaskLog();

  connectedCallback() {
    this.#loss.addEventListener('try-now', () => this.#feed?.tryNow());
    this.#start();
  }

  disconnectedCallback() {
    this.#stop();
    setIcon(false);
  }

  get #id() {
    return this.getAttribute('task-id') ?? '';
  }

  async #start() {
    try {
      this.#progress.take(await api.task(this.#id));
    } catch (error) {
      return this.#gone(error);
    }
    if (!this.isConnected) return;
    this.#setTitle();
    this.#head.draw(this.#progress);
    this.replaceChildren(this.#head);
    this.dispatchEvent(new Event('view-ready', { bubbles: true }));
    if (['complete', 'error', 'cancelled'].includes(this.#progress.task?.state ?? '')) return this.#showEnded();
    this.#quiet = window.setTimeout(() => { this.#quiet = 0; this.#showRunning(); }, QUIET_MS);
    this.#feed = new ProgressFeed(this.#id, {
      sequence: () => this.#progress.sequence,
      isEnded: () => this.#progress.isEnded,
      update: (update) => this.#updated(update),
      connection: (state, transport, retryMs) => this.#connection(state, transport, retryMs),
      gone: () => this.#gone(new api.ProblemError({ detail: 'The server does not know it any more.' }, 404, 0)),
      restarted: () => this.replaceWith(element('task-page', { 'task-id': this.#id })),
    });
  }

  #stop() {
    this.#feed?.close();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#quiet);
    this.#quiet = 0;
  }

  /** @param {import('../model/types.js').ProgressUpdate} update */
  #updated(update) {
    if (!this.#progress.apply(update)) return;
    // Frames stand still in a hidden tab; its title and its end must not.
    this.#setTitle();
    if (this.#progress.isEnded) this.#ended();
    else if (this.#frame === 0) this.#frame = requestAnimationFrame(() => { this.#frame = 0; this.#draw(); });
  }

  #showRunning() {
    this.replaceChildren(this.#head, this.#stages, this.#bar, this.#loss, this.#operations, this.#log);
    this.#draw();
  }

  #draw() {
    const progress = this.#progress;
    announce(this.#announcements.next(progress, performance.now()));
    if (this.#quiet !== 0) return;
    this.#stages.draw(progress);
    this.#bar.draw(progress);
    this.#operations.draw(progress.operations);
    this.#log.draw(progress.log);
  }

  /** The end came while the page was looking. */
  async #ended() {
    this.#stop();
    try {
      this.#progress.take(await api.task(this.#id));
    } catch {
      // What the updates said is still shown.
    }
    if (!this.isConnected) return;
    this.#drawEnded();
    this.#tellEnd();
    if (document.hidden && 'Notification' in window && Notification.permission === 'granted') new Notification(this.#progress.pageTitle);
  }

  /** Moves the focus only when the page has it, and its reader did not move it to something that is still there. */
  #tellEnd() {
    announce(this.#progress.outcome);
    const isFree = document.activeElement === document.body || document.activeElement?.matches('h1');
    if (document.hasFocus() && isFree) this.#outcome.focusDownload();
  }

  /** The task had ended before the page was opened. */
  async #showEnded() {
    const last = this.#progress.task?.progress;
    try {
      for (const update of await api.updates(this.#id)) this.#progress.apply(update);
    } catch {
      if (last) this.#progress.apply(last);
    }
    if (!this.isConnected) return;
    this.#drawEnded();
    if (this.hasAttribute('fresh')) this.#tellEnd();
  }

  #drawEnded() {
    const progress = this.#progress;
    this.#setTitle();
    setIcon(progress.stage === 'complete');
    this.#head.draw(progress);
    if (this.#bar.isConnected) {
      // What stays is not moved: the reader may be in it.
      this.#loss.remove();
      this.#bar.replaceWith(this.#outcome);
    } else {
      this.replaceChildren(this.#head, this.#stages, this.#outcome, this.#operations, this.#log);
    }
    this.#stages.draw(progress);
    this.#outcome.draw(progress);
    this.#operations.draw(progress.operations);
    this.#log.draw(progress.log);
  }

  #setTitle() {
    if (document.title !== this.#progress.pageTitle) document.title = this.#progress.pageTitle;
  }

  /**
   * @param {import('../api/progress-feed.js').ConnectionState} state
   * @param {string} transport
   * @param {number} retryMs
   */
  #connection(state, transport, retryMs) {
    this.#loss.show(state, retryMs);
    dispatchEvent(new CustomEvent('connection', { detail: { state, transport } }));
  }

  /** @param {unknown} error */
  #gone(error) {
    if (!this.isConnected) return;
    this.#stop();
    const isUnknown = error instanceof api.ProblemError && error.status === 404;
    const title = isUnknown ? 'There is no such task here' : 'The task cannot be shown';
    const { detail = '' } = api.problemOf(error);
    document.title = `${title} - Assay`;
    this.replaceChildren(
      element('h1', { tabindex: -1 }, title),
      element('p', { class: 'lead', dir: 'auto' }, isUnknown ? 'It was deleted, cleaned up, or lived on another server.' : detail),
      element('div', { class: 'actions' },
        element('a', { class: 'button primary', href: './' }, 'New task'),
        element('a', { class: 'button', href: './?view=history' }, 'History')));
    announce(`${title}.`);
    this.dispatchEvent(new Event('view-ready', { bubbles: true }));
  }
}

/** @param {boolean} isDone */
function setIcon(isDone) {
  document.querySelector('link[rel="icon"]')?.setAttribute('href', isDone ? 'icon-done.svg' : 'icon.svg');
}

customElements.define('task-page', TaskPage);
