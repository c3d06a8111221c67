// @ts-check
/** What a person should look at, from the several lists in which the server tells it. No DOM. */

/** @typedef {import('./types.js').ProblemPlace} ProblemPlace */

/**
 * Problems of a document, those that forbid its use apart from those that do not.
 * @param {{ severity: string, message: string, pointer?: string, line?: number, column?: number }[]} problems
 * @returns {{ errors: ProblemPlace[], warnings: ProblemPlace[] }}
 */
export function bySeverity(problems) {
  /** @type {{ errors: ProblemPlace[], warnings: ProblemPlace[] }} */
  const sorted = { errors: [], warnings: [] };
  for (const { severity, message, ...place } of problems) {
    sorted[severity === 'error' ? 'errors' : 'warnings'].push({ ...place, detail: message });
  }
  return sorted;
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
    ...(task.problems ?? []).map(({ message, pointer, line, column }) => ({ detail: message, pointer, line, column })),
    ...(task.omissions ?? []).map(({ operation, count, reason }) => ({ operation, detail: `${count} left out: ${reason}` })),
  ];
}
