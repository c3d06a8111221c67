import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duration, overall, size, TaskProgress, LOG_LINES_MAX } from '../../Public/js/model/progress.js';
import { Reconnect } from '../../Public/js/model/reconnect.js';
import { RemainingTime } from '../../Public/js/model/remaining.js';

const TIME = Date.UTC(2026, 0, 2, 3, 4, 5);
const update = (sequence, stage, progress, message, more = {}) =>
  ({ sequence, stage, progress, message, timestamp: new Date(TIME + sequence * 100).toISOString(), ...more });
const RUN = [
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

test('the bar covers parsing 0-10, generating 10-90, zipping 90-100', () => {
  const at = (stage, progress) => overall({ stage, progress });
  assert.deepEqual([at('parsing', 0), at('parsing', 100), at('generating', 0), at('generating', 50), at('zipping', 0), at('complete', 100)],
    [0, 10, 10, 50, 90, 100]);
  assert.equal(at('error', 40), undefined);
});

test('a whole run ends complete with its operations done', () => {
  const progress = new TaskProgress();
  for (const one of RUN) assert.equal(progress.apply(one), true);
  assert.equal(progress.percent, 100);
  assert.equal(progress.isEnded, true);
  assert.deepEqual(progress.operations.map(({ method, path, state }) => `${method} ${path} ${state}`), ['GET /a done', 'POST /a: b done']);
  assert.equal(progress.stageState('zipping'), 'done');
});

test('an update that was seen changes nothing, and the bar never falls', () => {
  const progress = new TaskProgress();
  for (const one of RUN.slice(0, 6)) progress.apply(one);
  const before = progress.percent;
  assert.equal(progress.apply(RUN[2]), false);
  assert.equal(progress.percent, before);
  assert.equal(progress.log.length, 6);
});

test('conflated updates leave no hole in the list', () => {
  const progress = new TaskProgress();
  progress.apply(RUN[3]);
  progress.apply(RUN[5]);
  assert.equal(progress.operations.length, 2);
  assert.equal(progress.operations[1].path, '/a: b');
  assert.equal(progress.operations[0].state, 'done');
});

test('a failure marks the stage it happened in', () => {
  const progress = new TaskProgress();
  for (const one of RUN.slice(0, 5)) progress.apply(one);
  progress.apply(update(6, 'error', 55, 'Generation failed: no', { problem: { title: 'No' } }));
  assert.equal(progress.stageState('generating'), 'failed');
  assert.equal(progress.stageState('parsing'), 'done');
  assert.equal(progress.stageState('zipping'), 'waiting');
  assert.equal(progress.problem.title, 'No');
});

test('the log is bounded', () => {
  const progress = new TaskProgress();
  for (let i = 1; i <= LOG_LINES_MAX + 5; i += 1) progress.apply(update(i, 'generating', 30, 'x'));
  assert.equal(progress.log.length, LOG_LINES_MAX);
  assert.equal(progress.logLineCount, LOG_LINES_MAX + 5);
});

test('sizes and durations read well', () => {
  assert.deepEqual([size(9), size(214_300), size(5_400_000)], ['9 B', '214 KB', '5.4 MB']);
  assert.deepEqual([duration(12), duration(1500), duration(61_000)], ['12 ms', '1.5 s', '1 min 1 s']);
});

test('reconnecting waits 0.5, 1 s, then changes the transport after three failures', () => {
  const reconnect = new Reconnect(() => 0.5);
  assert.deepEqual([reconnect.failed(), reconnect.failed()], [500, 1000]);
  assert.equal(reconnect.transport, 'websocket');
  reconnect.failed();
  assert.equal(reconnect.transport, 'sse');
  reconnect.failed();
  reconnect.succeeded();
  assert.equal(reconnect.failed(), 500);
});

test('the remaining time is silent at first and then coarse', () => {
  const remaining = new RemainingTime();
  assert.equal(remaining.update(0, 1), '');
  assert.equal(remaining.update(4, 1000), '');
  assert.match(remaining.update(20, 4000), /^about \d+ s left$/);
  assert.equal(remaining.update(95, 9000), 'a few seconds left');
});
