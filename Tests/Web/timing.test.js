import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Announcements, PAUSE_MS } from '../../Public/js/model/announcements.js';
import { Reconnect } from '../../Public/js/model/reconnect.js';
import { RemainingTime } from '../../Public/js/model/remaining.js';

test('pauses grow from 0.5 to 8 s while the server is away, and no transport is blamed', () => {
  const reconnect = new Reconnect(() => 0.5);
  assert.deepEqual([1, 2, 3, 4, 5, 6].map(() => reconnect.unreachable()), [500, 1000, 2000, 4000, 8000, 8000]);
  assert.equal(reconnect.transport, 'websocket');
  reconnect.succeeded();
  assert.equal(reconnect.unreachable(), 500);
});

test('each pause differs by up to 30 percent', () => {
  assert.deepEqual([new Reconnect(() => 0).failed(), new Reconnect(() => 1).failed()], [350, 650]);
});

test('three failures without one message change the transport, and polling is the last', () => {
  const reconnect = new Reconnect(() => 0.5);
  assert.deepEqual([reconnect.failed(), reconnect.failed(), reconnect.transport], [500, 1000, 'websocket']);
  reconnect.failed();
  assert.equal(reconnect.transport, 'sse');
  reconnect.failed();
  reconnect.failed();
  reconnect.succeeded();
  reconnect.failed();
  assert.equal(reconnect.transport, 'sse');
  reconnect.failed();
  reconnect.failed();
  assert.equal(reconnect.transport, 'poll');
  for (let i = 0; i < 9; i += 1) reconnect.failed();
  assert.equal(reconnect.transport, 'poll');
});

test('the remaining time is silent at first and then coarse', () => {
  const remaining = new RemainingTime();
  assert.equal(remaining.update(0, 1), '');
  assert.equal(remaining.update(4, 1000), '');
  assert.match(remaining.update(20, 4000), /^about \d+ s left$/);
  assert.equal(remaining.update(95, 9000), 'a few seconds left');
});

test('screen readers hear stages and quarters, at most one text in five seconds', () => {
  const announcements = new Announcements();
  const said = (stage, percent, seconds) => announcements.next({ stage, percent }, seconds * 1000);
  assert.equal(said('starting', 0, 0), 'The task waits for its turn.');
  assert.equal(said('parsing', 0, 1), '');
  assert.equal(said('generating', 11, 2), '');
  assert.equal(said('generating', 12, PAUSE_MS / 1000), 'Generating tests.');
  assert.equal(said('generating', 13, 11), '');
  assert.equal(said('generating', 26, 12), '25 percent.');
  assert.equal(said('generating', 51, 13), '');
  assert.equal(said('generating', 76, 14), '');
  assert.equal(said('generating', 77, 18), '75 percent.');
  assert.equal(said('complete', 100, 30), '');
});
