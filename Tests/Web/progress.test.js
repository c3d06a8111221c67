import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TaskProgress } from '../../Public/js/model/progress.js';
import { overall, STAGES } from '../../Public/js/model/stages.js';
import { RUN, update } from './updates.js';

const after = (updates) => {
  const progress = new TaskProgress();
  for (const one of updates) progress.apply(one);
  return progress;
};
const states = (progress) => STAGES.map(({ id }) => progress.stageState(id));
const facts = (progress) => STAGES.map(({ id }) => progress.stageFact(id));

test('the bar covers parsing 0-10, generating 10-90, zipping 90-100', () => {
  const at = (stage, progress) => overall({ stage, progress });
  assert.deepEqual([at('parsing', 0), at('parsing', 100), at('generating', 0), at('generating', 50), at('zipping', 0), at('complete', 100)],
    [0, 10, 10, 50, 90, 100]);
  assert.equal(at('error', 40), undefined);
});

test('a whole run ends complete with its operations done', () => {
  const progress = after(RUN);
  assert.equal(progress.percent, 100);
  assert.equal(progress.isEnded, true);
  assert.deepEqual(progress.operations.rows.map(({ method, path, state }) => `${method} ${path} ${state}`), ['GET /a done', 'POST /a: b done']);
  assert.deepEqual(facts(progress), ['done in 100 ms', 'done in 200 ms', 'done in 400 ms', 'done in 100 ms']);
});

test('an update that was seen changes nothing, and the bar never falls', () => {
  const progress = after(RUN.slice(0, 6));
  const before = progress.percent;
  assert.equal(progress.apply(RUN[2]), false);
  assert.equal(progress.apply(update(7, 'generating', 10)), true);
  assert.equal(progress.percent, before);
  assert.equal(progress.log.count, 7);
});

test('stages tell what they do while a task runs', () => {
  assert.deepEqual(facts(after(RUN.slice(0, 1))), ['waiting', 'waiting', 'waiting', 'waiting']);
  assert.deepEqual(facts(after(RUN.slice(0, 2))), ['done in 100 ms', 'running', 'waiting', 'waiting']);
  assert.deepEqual(facts(after(RUN.slice(0, 5))).slice(2), ['1 of 2', 'waiting']);
  assert.deepEqual(states(after(RUN.slice(0, 5))), ['done', 'done', 'running', 'waiting']);
});

test('a failure marks the stage it happened in', () => {
  const progress = after([...RUN.slice(0, 5), update(6, 'error', 55, 'Generation failed: no', { problem: { title: 'No', detail: 'Not so.' } })]);
  assert.deepEqual(states(progress), ['done', 'done', 'failed', 'waiting']);
  assert.equal(facts(progress)[3], 'not reached');
  assert.equal(progress.problem.title, 'No');
  assert.equal(progress.outcome, 'Failed: Not so.');
});

test('a cancelled task is no failure', () => {
  const progress = after([...RUN.slice(0, 2), update(3, 'cancelled', 10, 'Generation cancelled.')]);
  assert.deepEqual(states(progress), ['done', 'cancelled', 'waiting', 'waiting']);
  assert.equal(progress.outcome, 'Cancelled.');
});

test('headline and title say what the task is and how far', () => {
  const failed = (stage) => {
    const progress = after([update(1, stage, 10), update(2, 'error', 10, 'Generation failed: x')]);
    progress.take({ task_id: 'a', state: 'error', document_name: 'pets.yaml' });
    return progress.headline;
  };
  assert.equal(failed('parsing'), 'pets.yaml could not be read');
  assert.equal(failed('generating'), 'No tests for pets.yaml');
  const progress = after(RUN.slice(0, 5));
  progress.take({ task_id: 'a', state: 'running', title: 'Pet Store', document_name: 'pets.yaml' });
  assert.equal(progress.pageTitle, '54 % - Pet Store');
  for (const one of RUN.slice(5)) progress.apply(one);
  progress.take({ task_id: 'a', state: 'complete', title: 'Pet Store', counts: { operations: 2, cases: 1, files: 3 } });
  assert.equal(progress.pageTitle, 'Done - Pet Store');
  assert.equal(progress.outcome, 'Done, 1 test.');
});

test('a task that the server told without its updates is shown by its state', () => {
  const progress = after([update(14, 'complete', 100)]);
  assert.deepEqual(facts(progress), ['done', 'done', 'done', 'done']);
});

test('work is counted from the first stage after the queue', () => {
  assert.equal(after(RUN.slice(0, 1)).workMs, 0);
  assert.equal(after(RUN.slice(0, 6)).workMs, 400);
});
