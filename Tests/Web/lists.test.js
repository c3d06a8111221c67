import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileTree } from '../../Public/js/model/file-tree.js';
import { bySeverity, operationAt, thingsToLookAt } from '../../Public/js/model/findings.js';
import { LINES_KEPT_MAX, LINES_SHOWN_MAX, LogLines } from '../../Public/js/model/log-lines.js';
import { hasProblem, matches, OperationRows } from '../../Public/js/model/operation-rows.js';

test('rows are there from the moment their number is known', () => {
  const operations = new OperationRows();
  operations.expect(3);
  assert.deepEqual(operations.rows.map(({ state }) => state), ['waiting', 'waiting', 'waiting']);
  assert.deepEqual(operations.takeChanged(), [0, 1, 2]);
});

test('conflated updates leave no hole in the list', () => {
  const operations = new OperationRows();
  operations.expect(4);
  operations.finish(0, 'GET', '/a');
  operations.finish(2, 'PUT', '/c');
  assert.deepEqual(operations.rows.map(({ path, state }) => `${path} ${state}`), ['/a done', ' done', '/c done', ' waiting']);
});

test('a frame costs what changed and not what the document holds', () => {
  const operations = new OperationRows();
  operations.expect(100_000);
  operations.takeChanged();
  operations.finish(0, 'GET', '/a');
  assert.deepEqual(operations.takeChanged(), [0]);
  operations.finish(1, 'GET', '/b');
  assert.deepEqual(operations.takeChanged(), [1]);
  assert.deepEqual(operations.takeChanged(), []);
});

test('the ended task tells tests, skipped operations and what was left out', () => {
  const operations = new OperationRows();
  operations.finish(0, 'GET', '/a');
  operations.take(
    [{ method: 'GET', path: '/a', cases: 3 }, { method: 'PUT', path: '/b', skipped: true, reason: 'no' }],
    [{ operation: 'GET /a', count: 2 }, { operation: 'GET /a', count: 1 }, { count: 9 }],
    [{ pointer: '#/paths/~1a/get/requestBody' }, { pointer: '#/info' }]);
  assert.deepEqual(operations.rows, [
    { method: 'GET', path: '/a', state: 'done', tests: 3, leftOut: 3, problems: 1 },
    { method: 'PUT', path: '/b', state: 'skipped', tests: undefined, leftOut: undefined, problems: undefined }]);
  assert.deepEqual(operations.rows.map(hasProblem), [true, true]);
  assert.equal(hasProblem({ method: 'GET', path: '/c', state: 'done', leftOut: 3 }), false);
});

test('the filter looks at verb and path, in any case', () => {
  const row = { method: 'GET', path: '/pets/{id}', state: 'done' };
  const by = (text, onlyProblems = false) => matches(row, { text, onlyProblems });
  assert.deepEqual([by(''), by('get'), by(' /PETS '), by('get /p'), by('post'), by('', true)], [true, true, true, true, false, false]);
  assert.equal(matches({ ...row, state: 'skipped' }, { text: 'pets', onlyProblems: true }), true);
});

test('the log shows a bounded number of lines and keeps more', () => {
  const log = new LogLines();
  for (let i = 1; i <= LINES_SHOWN_MAX + 5; i += 1) log.add(String(i));
  assert.equal(log.after(0).length, LINES_SHOWN_MAX);
  assert.deepEqual(log.after(LINES_SHOWN_MAX + 3), ['1004', '1005']);
  assert.deepEqual(log.after(log.count), []);
  assert.ok(log.text.startsWith('1\n2\n'));
});

test('the kept log is bounded', () => {
  const log = new LogLines();
  for (let i = 1; i <= LINES_KEPT_MAX * 2; i += 1) log.add(String(i));
  assert.equal(log.count, LINES_KEPT_MAX * 2);
  const lines = log.text.trimEnd().split('\n');
  assert.ok(lines.length >= LINES_KEPT_MAX && lines.length < LINES_KEPT_MAX * 1.1);
  assert.equal(lines.at(-1), String(LINES_KEPT_MAX * 2));
});

test('files become folders in the order of the archive', () => {
  const tree = fileTree([{ path: 'README.md', size: 1 }, { path: 'a/b/c.py', size: 2 }, { path: 'a/d.py', size: 3 }, { path: 'e.json', size: 4 }]);
  const text = (nodes) => nodes.map((node) => ('children' in node ? `${node.name}(${text(node.children)})` : node.name)).join(' ');
  assert.equal(text(tree), 'README.md a(b(c.py) d.py) e.json');
  assert.equal(tree[1].children[0].children[0].path, 'a/b/c.py');
});

test('problems are told apart by severity', () => {
  const { errors, warnings } = bySeverity([
    { severity: 'warning', message: 'w', line: 1 }, { severity: 'error', message: 'e', pointer: '#/a' }, { severity: 'information', message: 'i' }]);
  assert.deepEqual(errors, [{ detail: 'e', pointer: '#/a' }]);
  assert.deepEqual(warnings, [{ detail: 'w', line: 1 }]);
});

test('a pointer into an operation names it', () => {
  assert.equal(operationAt('#/paths/~1pets~1%7Bid%7D/get/parameters/0'), 'GET /pets/{id}');
  assert.equal(operationAt('#/paths/~1a~0b/query'), 'QUERY /a~b');
  for (const other of [undefined, '#/info', '#/paths/~1a/parameters/0', '#/paths/%/get']) assert.equal(operationAt(other), undefined);
});

test('things to look at come from the skipped, the problems and what was left out', () => {
  const things = thingsToLookAt({
    task_id: 'a', state: 'complete',
    operations: [{ method: 'GET', path: '/a', cases: 1 }, { method: 'PUT', path: '/b', skipped: true, reason: 'The reference points to nothing.' }],
    problems: [{ severity: 'warning', message: 'Odd.', line: 3, pointer: '#/paths/~1a/get' }],
    omissions: [{ operation: 'GET /a', reason: 'too many', count: 2 }],
  });
  assert.deepEqual(things.map(({ operation, detail }) => [operation, detail]), [
    ['PUT /b', 'Skipped. The reference points to nothing.'], ['GET /a', 'Odd.'], ['GET /a', '2 left out: too many']]);
  assert.deepEqual(thingsToLookAt({ task_id: 'a', state: 'complete' }), []);
});
