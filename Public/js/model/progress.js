// @ts-check
/**
 * Folds what the server tells of one task into what the page shows. No DOM.
 *
 * @typedef {import('./types.js').ProgressUpdate} ProgressUpdate
 * @typedef {import('./types.js').Problem} Problem
 * @typedef {import('./types.js').Task} Task
 * @typedef {'waiting' | 'running' | 'done' | 'failed' | 'cancelled'} StageState
 */

import { counted, duration, number } from './format.js';
import { LogLines } from './log-lines.js';
import { OperationRows } from './operation-rows.js';
import { overall, STAGES, TERMINAL } from './stages.js';

/** One task as its updates tell it. */
export class TaskProgress {
  /** @type {Task | undefined} */
  task;
  /** The last sequence that was seen: where a lost connection goes on. */
  sequence = 0;
  /** 0 to 100 over all stages; never falls. */
  percent = 0;
  message = '';
  stage = 'starting';
  endpointCount = 0;
  currentEndpoint = 0;
  operations = new OperationRows();
  log = new LogLines();
  /** @type {Problem | undefined} */
  problem;
  /**
   * The stage in which the task failed or was cancelled.
   * @type {string | undefined}
   */
  #endedIn;
  /**
   * Stage → its first time in ms, in the order of arrival.
   * @type {Map<string, number>}
   */
  #starts = new Map();
  #latestAt = 0;

  get isEnded() {
    return TERMINAL.includes(this.stage);
  }

  /** Whether the work has yet to begin: a queued task shows no percentage. */
  get isQueued() {
    return this.stage === 'starting';
  }

  /** What people know the task by. */
  get name() {
    return this.task?.title || this.task?.document_name || 'Task';
  }

  /** The page's heading: what failed, or of what the task is. */
  get headline() {
    if (this.stage !== 'error') return this.name;
    const wasRead = this.#endedIn === 'generating' || this.#endedIn === 'zipping';
    return wasRead ? `No tests for ${this.name}` : `${this.name} could not be read`;
  }

  /** For the window's title. */
  get pageTitle() {
    const words = { complete: 'Done', error: 'Failed', cancelled: 'Cancelled', starting: 'Waiting' };
    return `${words[/** @type {keyof typeof words} */ (this.stage)] ?? `${this.percent} %`} - ${this.name}`;
  }

  /** What screen readers are told at the end. */
  get outcome() {
    if (this.stage === 'cancelled') return 'Cancelled.';
    if (this.stage === 'error') return `Failed: ${this.problem?.detail ?? this.message}`;
    return this.task?.counts ? `Done, ${counted(this.task.counts.cases, 'test')}.` : 'Done.';
  }

  /** How long the task has been worked on, by the server's clock. */
  get workMs() {
    const begun = [...this.#starts].find(([stage]) => stage !== 'starting');
    return begun ? this.#latestAt - begun[1] : 0;
  }

  /**
   * Takes what the server knows of the task besides its updates.
   * @param {Task} task
   */
  take(task) {
    this.task = task;
    if (task.operations) this.operations.take(task.operations, task.omissions ?? [], task.problems ?? []);
  }

  /**
   * Takes the next update. One that was seen before changes nothing.
   * @param {ProgressUpdate} update
   * @returns {boolean} whether it was new
   */
  apply(update) {
    if (update.sequence !== undefined) {
      if (update.sequence <= this.sequence) return false;
      this.sequence = update.sequence;
    }
    this.#latestAt = Date.parse(update.timestamp);
    if (!this.#starts.has(update.stage)) this.#starts.set(update.stage, this.#latestAt);
    if (update.stage === 'error' || update.stage === 'cancelled') this.#endedIn = this.stage;
    this.stage = update.stage;
    this.message = update.message;
    this.percent = Math.max(this.percent, overall(update) ?? 0);
    this.problem = update.problem ?? this.problem;
    if (update.endpoint_count !== undefined) {
      this.endpointCount = update.endpoint_count;
      this.operations.expect(update.endpoint_count);
    }
    if (update.current_endpoint !== undefined) this.#finish(update.current_endpoint, update.message);
    this.log.add(`${update.timestamp} ${update.stage} ${update.progress} % ${update.message}`);
    return true;
  }

  /** @param {number} number from 1 @param {string} message names the operation at its end */
  #finish(number, message) {
    const [, method, path] = /: ([A-Z]+) (.*)$/s.exec(message) ?? [];
    if (!method || number < 1) return;
    this.currentEndpoint = number;
    this.operations.finish(number - 1, method, path);
  }

  /**
   * @param {string} id of a stage
   * @returns {StageState}
   */
  stageState(id) {
    if (this.stage === 'complete') return 'done';
    const current = this.isEnded ? this.#endedIn : this.stage;
    const at = STAGES.findIndex((stage) => stage.id === current);
    const index = STAGES.findIndex((stage) => stage.id === id);
    if (index !== at) return index < at ? 'done' : 'waiting';
    if (!this.isEnded) return 'running';
    return this.stage === 'cancelled' ? 'cancelled' : 'failed';
  }

  /**
   * The one small fact under a stage's name.
   * @param {string} id
   */
  stageFact(id) {
    const state = this.stageState(id);
    if (state === 'running' && id === 'starting') return 'waiting';
    if (state === 'running' && id === 'generating' && this.endpointCount > 0) {
      return `${number(this.currentEndpoint)} of ${number(this.endpointCount)}`;
    }
    if (state === 'waiting' && this.isEnded) return 'not reached';
    const elapsed = state === 'done' ? this.#elapsed(id) : undefined;
    return elapsed === undefined ? state : `done in ${duration(elapsed)}`;
  }

  /**
   * From a stage's first update to that of the next one.
   * @param {string} id
   */
  #elapsed(id) {
    const starts = [...this.#starts];
    const index = starts.findIndex(([stage]) => stage === id);
    const next = starts[index + 1];
    return index >= 0 && next ? next[1] - starts[index][1] : undefined;
  }
}
