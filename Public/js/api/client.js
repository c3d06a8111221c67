// @ts-check
/** The HTTP API, as functions. Every address is relative, so that a sub-path behind a proxy works. */

/** An answer that is not a success, as RFC 9457 tells it. */
export class ProblemError extends Error {
  /**
   * @param {import('../model/progress.js').Problem} problem
   * @param {number} status
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
 * @param {string} path relative to the page
 * @param {RequestInit} [init]
 * @returns {Promise<Response>}
 */
async function send(path, init) {
  let response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new ProblemError({ title: 'The server cannot be reached', detail: 'The server cannot be reached. Is it still running?' }, 0, 0);
  }
  if (response.ok) return response;
  const type = response.headers.get('content-type') ?? '';
  const problem = type.includes('json') ? await response.json() : { title: response.statusText };
  throw new ProblemError(problem, response.status, Number(response.headers.get('retry-after')) || 0);
}

/** @param {FormData} form */
export const generate = async (form) => (await send('api/generate', { method: 'POST', body: form })).json();

/** @param {FormData} form */
export const validate = async (form) => (await send('api/validate', { method: 'POST', body: form })).json();

/** @param {string} id */
export const task = async (id) => (await send(`api/tasks/${encodeURIComponent(id)}`)).json();

/** @param {string} id */
export const files = async (id) => (await send(`api/tasks/${encodeURIComponent(id)}/files`)).json();

/**
 * @param {string} id
 * @param {string} path
 */
export const fileText = async (id, path) =>
  (await send(`api/tasks/${encodeURIComponent(id)}/files/${path.split('/').map(encodeURIComponent).join('/')}`)).text();

/** @param {string} id */
export const retry = async (id) => (await send(`api/tasks/${encodeURIComponent(id)}/retry`, { method: 'POST' })).json();

/** Cancels a running task, removes an ended one. @param {string} id */
export const remove = async (id) => send(`api/tasks/${encodeURIComponent(id)}`, { method: 'DELETE' });

/** @param {string} cursor empty for the first page */
export const history = async (cursor) =>
  (await send(`api/tasks?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)).json();

/** @param {string} id */
export const downloadAddress = (id) => `api/download/${encodeURIComponent(id)}`;
