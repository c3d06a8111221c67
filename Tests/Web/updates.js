/** Progress updates for tests. */
const TIME = Date.UTC(2026, 0, 2, 3, 4, 5);

/** One update; a tenth of a second after the one before. */
export const update = (sequence, stage, progress, message = '', more = {}) =>
  ({ sequence, stage, progress, message, timestamp: new Date(TIME + sequence * 100).toISOString(), ...more });

/** A whole run of a document with two operations. */
export const RUN = [
  update(1, 'starting', 0, 'Waiting to start...'),
  update(2, 'parsing', 10, 'Parsing OpenAPI specification...'),
  update(3, 'parsing', 100, 'OpenAPI specification parsed successfully'),
  update(4, 'generating', 20, 'Generating test cases for 2 endpoints...', { endpoint_count: 2 }),
  update(5, 'generating', 55, 'Generating test cases for endpoint 1/2: GET /a', { endpoint_count: 2, current_endpoint: 1 }),
  update(6, 'generating', 80, 'Generating test cases for endpoint 2/2: POST /a: b', { endpoint_count: 2, current_endpoint: 2 }),
  update(7, 'generating', 100, 'Test cases generated successfully', { endpoint_count: 2 }),
  update(8, 'zipping', 20, 'Creating ZIP file...'),
  update(9, 'complete', 100, 'Generation complete! ZIP file ready for download.'),
];
