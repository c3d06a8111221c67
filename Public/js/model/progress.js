// @ts-check
/**
 * Folds the progress updates of one task into what the page shows. No DOM.
 *
 * @typedef {object} ProgressUpdate
 * @property {string} stage
 * @property {number} progress 0 to 100 inside the stage
 * @property {string} message
 * @property {string} timestamp
 * @property {number} [endpoint_count]
 * @property {number} [current_endpoint]
 * @property {string} [task_id]
 * @property {number} [sequence]
 * @property {Problem} [problem]
 *
 * @typedef {object} Problem RFC 9457
 * @property {string} [title]
 * @property {number} [status]
 * @property {string} [detail]
 * @property {ProblemPlace[]} [errors]
 *
 * @typedef {object} ProblemPlace
 * @property {string} detail
 * @property {string} [pointer]
 * @property {number} [line]
 * @property {number} [column]
 *
 * @typedef {'waiting' | 'running' | 'done' | 'failed'} StageState
 * @typedef {{ method: string, path: string, state: 'waiting' | 'done' | 'skipped', tests?: number }} OperationRow
 */

/** The stages in their order, with the names people read. */
export const STAGES = Object.freeze([
  { id: 'starting', name: 'Queue' },
  { id: 'parsing', name: 'Read' },
  { id: 'generating', name: 'Generate' },
  { id: 'zipping', name: 'Pack' },
]);

/** Which part of the whole bar a stage fills: [from, to] in percent. */
const SPANS = { starting: [0, 0], parsing: [0, 10], generating: [10, 90], zipping: [90, 100], complete: [100, 100] };

export const TERMINAL = Object.freeze(['complete', 'error', 'cancelled']);

/** The newest lines of the log that the page keeps. */
export const LOG_LINES_MAX = 1000;

/**
 * The share of the whole task that an update stands for, in percent.
 * @param {ProgressUpdate} update
 * @returns {number | undefined} nothing for a stage that has no place on the bar (error, cancelled)
 */
export function overall(update) {
  const span = SPANS[/** @type {keyof typeof SPANS} */ (update.stage)];
  if (!span) return undefined;
  return Math.floor(span[0] + ((span[1] - span[0]) * update.progress) / 100);
}

/** One task as its updates tell it. */
export class TaskProgress {
  /** The last sequence that was seen: where a lost connection goes on. */
  sequence = 0;
  /** 0 to 100 over all stages; never falls. */
  percent = 0;
  message = '';
  stage = 'starting';
  /** @type {Map<string, { from: number, to: number }>} stage → first and last time, in ms */
  times = new Map();
  endpointCount = 0;
  currentEndpoint = 0;
  /** @type {OperationRow[]} in the document's order */
  operations = [];
  /** @type {Problem | undefined} */
  problem;
  /** @type {string[]} */
  log = [];
  logLineCount = 0;

  get isEnded() {
    return TERMINAL.includes(this.stage);
  }

  /** Whether work has begun: a queued task shows no percentage. */
  get isQueued() {
    return this.stage === 'starting';
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
    const time = Date.parse(update.timestamp);
    const seen = this.times.get(update.stage);
    if (seen) seen.to = time;
    else this.times.set(update.stage, { from: time, to: time });

    if (TERMINAL.includes(update.stage)) this.failedStage = update.stage === 'complete' ? undefined : this.stage;
    this.stage = update.stage;
    this.message = update.message;
    this.percent = Math.max(this.percent, overall(update) ?? 0);
    if (update.endpoint_count !== undefined) this.endpointCount = update.endpoint_count;
    if (update.problem) this.problem = update.problem;
    if (update.current_endpoint !== undefined) this.#mark(update);
    this.log.push(`${update.timestamp} ${update.stage} ${update.progress} % ${update.message}`);
    this.logLineCount += 1;
    if (this.log.length > LOG_LINES_MAX) this.log.shift();
    return true;
  }

  /** @type {string | undefined} the stage in which the task ended before it was complete */
  failedStage;

  /**
   * @param {string} id
   * @returns {StageState}
   */
  stageState(id) {
    if (this.stage === 'complete') return 'done';
    const current = this.isEnded ? this.failedStage : this.stage;
    const at = STAGES.findIndex((stage) => stage.id === current);
    const index = STAGES.findIndex((stage) => stage.id === id);
    if (index < at) return 'done';
    if (index > at) return 'waiting';
    return this.isEnded ? 'failed' : 'running';
  }

  /**
   * The one small fact under a stage's name.
   * @param {string} id
   */
  stageFact(id) {
    const state = this.stageState(id);
    if (state === 'waiting') return 'waiting';
    if (state === 'failed') return this.stage === 'cancelled' ? 'cancelled' : 'failed';
    if (id === 'generating' && state === 'running' && this.endpointCount > 0) {
      return `${this.currentEndpoint} of ${this.endpointCount}`;
    }
    if (state === 'running') return 'running';
    return duration(this.#elapsed(id));
  }

  /** @param {string} id */
  #elapsed(id) {
    const span = this.times.get(id);
    if (!span) return 0;
    const starts = [...this.times.values()].map((time) => time.from).filter((from) => from > span.from);
    return Math.max(0, Math.min(...starts, Infinity) === Infinity ? span.to - span.from : Math.min(...starts) - span.from);
  }

  /** @param {ProgressUpdate} update */
  #mark(update) {
    const index = /** @type {number} */ (update.current_endpoint);
    this.currentEndpoint = index;
    const [, method, path] = /: ([A-Z]+) (.*)$/s.exec(update.message) ?? [];
    if (!method || index < 1) return;
    // A slow reader's updates are conflated: what was skipped is done as well.
    for (const row of this.operations.slice(0, index - 1)) if (row.state === 'waiting') row.state = 'done';
    while (this.operations.length < index) this.operations.push({ method: '', path: '', state: 'done' });
    Object.assign(this.operations[index - 1], { method, path, state: 'done' });
  }
}

/**
 * Milliseconds as people say them.
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/**
 * Bytes as people say them.
 * @param {number} bytes
 */
export function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
