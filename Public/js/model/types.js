// @ts-check
/**
 * The JSON of the server's answers, as far as the page reads it.
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
 * @property {string} [document] the file or address when it is not the document itself
 * @property {string} [pointer]
 * @property {number} [line]
 * @property {number} [column]
 *
 * @typedef {object} Task as `GET api/tasks/ID` tells it
 * @property {string} task_id
 * @property {string} state
 * @property {string} [title]
 * @property {string} [document_name]
 * @property {number} [endpoint_count]
 * @property {{ outputs?: string[], base_url?: string }} [options]
 * @property {{ operations: number, cases: number, files: number }} [counts]
 * @property {'absent' | 'ready' | 'expired'} [archive]
 * @property {number} [archive_bytes]
 * @property {ProgressUpdate} [progress]
 * @property {{ method: string, path: string, cases?: number, skipped?: boolean, reason?: string }[]} [operations]
 * @property {{ severity: string, message: string, pointer?: string, line?: number, column?: number }[]} [problems]
 * @property {{ operation?: string, reason: string, count: number }[]} [omissions]
 */
export {};
