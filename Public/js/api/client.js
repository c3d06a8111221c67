// @ts-check
/**
 * The HTTP API, as functions. Every address is relative, so that a sub-path behind a proxy works.
 *
 * @typedef {import('../model/types.js').Problem} Problem
 * @typedef {import('../model/types.js').ProgressUpdate} ProgressUpdate
 */

/** An answer that is not a success, as RFC 9457 tells it. */
export class ProblemError extends Error {
  /**
   * @param {Problem} problem
   * @param {number} status 0 when there was no answer
   * @param {number} retryAfter in seconds; 0 when the server did not say
   */
  constructor(problem, status, retryAfter) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`);
    this.problem = problem;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/**
 * What to show of anything that was thrown.
 * @param {unknown} error
 * @returns {Problem}
 */
export const problemOf = (error) => (error instanceof ProblemError ? error.problem : { detail: String(error) });

/**
 * @param {string} path relative to the page
 * @param {RequestInit} [init]
 * @returns {Promise<Response>}
 */
async function send(path, init) {
  let response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ProblemError({ title: 'The server cannot be reached', detail: 'Is it still running? Check the connection and try again.' }, 0, 0);
  }
  if (response.ok) return response;
  throw new ProblemError(await problemIn(response), response.status, Number(response.headers.get('retry-after')) || 0);
}

/**
 * A proxy in between answers what it likes.
 * @param {Response} response
 * @returns {Promise<Problem>}
 */
async function problemIn(response) {
  try {
    return await response.json();
  } catch {
    return { title: 'That did not work', detail: `The server answered with status ${response.status}.` };
  }
}

/** @param {string} id */
const taskPath = (id) => `api/tasks/${encodeURIComponent(id)}`;

/** @param {string} id */
export const progressPath = (id) => `api/progress/${encodeURIComponent(id)}`;

/** @param {string} id */
export const downloadPath = (id) => `api/download/${encodeURIComponent(id)}`;

/** @param {FormData} form */
export const generate = async (form) => (await send('api/generate', { method: 'POST', body: form })).json();

/** @param {FormData} form @param {AbortSignal} signal */
export const validate = async (form, signal) => (await send('api/validate', { method: 'POST', body: form, signal })).json();

/** The document that the server offers to try. */
export const example = async () => (await send('examples/petstore.yaml')).blob();

/** @param {string} id @returns {Promise<import('../model/types.js').Task>} */
export const task = async (id) => (await send(taskPath(id))).json();

/**
 * Every update of a task that has ended.
 * @param {string} id
 * @returns {Promise<ProgressUpdate[]>}
 */
export async function updates(id) {
  const response = await send(progressPath(id), { headers: { accept: 'text/event-stream' } });
  const lines = (await response.text()).split('\n');
  return lines.filter((line) => line.startsWith('data: ')).map((line) => JSON.parse(line.slice(6)));
}

/**
 * The latest update of a task.
 * @param {string} id
 * @param {AbortSignal} signal
 * @returns {Promise<ProgressUpdate>}
 */
export const latest = async (id, signal) =>
  (await send(progressPath(id), { signal, headers: { accept: 'application/json' } })).json();

/**
 * The next update of a task.
 * @param {string} id
 * @param {number} after a sequence
 * @param {AbortSignal} signal
 * @returns {Promise<ProgressUpdate | undefined>} nothing when none came in time
 */
export async function poll(id, after, signal) {
  const response = await send(`${progressPath(id)}?after=${after}&wait=20`, { signal, headers: { accept: 'application/json' } });
  return response.status === 204 ? undefined : response.json();
}

/** @param {string} id @returns {Promise<{ files: { path: string, size: number }[] }>} */
export const files = async (id) => (await send(`${taskPath(id)}/files`)).json();

/** @param {string} id @param {string} path */
export const fileText = async (id, path) =>
  (await send(`${taskPath(id)}/files/${path.split('/').map(encodeURIComponent).join('/')}`)).text();

/** @param {string} id @returns {Promise<{ task_id: string }>} */
export const retry = async (id) => (await send(`${taskPath(id)}/retry`, { method: 'POST' })).json();

/**
 * Cancels a running task, removes an ended one.
 * @param {string} id
 */
export const remove = async (id) => send(taskPath(id), { method: 'DELETE' });

/** @param {string} cursor empty for the first page */
export const history = async (cursor) =>
  (await send(`api/tasks?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)).json();

/** The server's own OpenAPI document. */
export const description = async () => (await send('api/openapi.json')).json();
