// @ts-check
/** What a person should look at, from the several lists in which the server tells it. No DOM. */

/** @typedef {import('./types.js').ProblemPlace} ProblemPlace */

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace', 'query'];

/**
 * Problems of a document, those that forbid its use apart from those that do not; notes are left to `assay validate`.
 * @param {{ severity: string, message: string, document?: string, pointer?: string, line?: number, column?: number }[]} problems
 * @returns {{ errors: ProblemPlace[], warnings: ProblemPlace[] }}
 */
export function bySeverity(problems) {
  /** @type {{ errors: ProblemPlace[], warnings: ProblemPlace[] }} */
  const sorted = { errors: [], warnings: [] };
  for (const { severity, message, ...place } of problems) {
    if (severity === 'information') continue;
    sorted[severity === 'error' ? 'errors' : 'warnings'].push({ ...place, detail: message });
  }
  return sorted;
}

/**
 * The operation that a pointer into a document leads to or into.
 * @param {string | undefined} pointer `#/paths/~1pets~1%7Bid%7D/get/parameters/0`
 * @returns {string | undefined} `GET /pets/{id}`
 */
export function operationAt(pointer) {
  const [root, paths, path, method] = (pointer ?? '').split('/');
  if (root !== '#' || paths !== 'paths' || !path || !METHODS.includes(method)) return undefined;
  try {
    return `${method.toUpperCase()} ${decodeURIComponent(path).replaceAll('~1', '/').replaceAll('~0', '~')}`;
  } catch {
    return undefined; // Not percent-encoded as a pointer is.
  }
}

/**
 * Everything about a finished task that is worth a look.
 * @param {import('./types.js').Task} task
 * @returns {(ProblemPlace & { operation?: string })[]}
 */
export function thingsToLookAt(task) {
  const skipped = (task.operations ?? []).filter((operation) => operation.skipped);
  return [
    ...skipped.map(({ method, path, reason }) => ({ operation: `${method} ${path}`, detail: `Skipped. ${reason ?? ''}`.trim() })),
    ...(task.problems ?? []).map(({ message, pointer, line, column }) => ({
      operation: operationAt(pointer), detail: message, pointer, line, column,
    })),
    ...(task.omissions ?? []).map(({ operation, count, reason }) => ({ operation, detail: `${count} left out: ${reason}` })),
  ];
}
