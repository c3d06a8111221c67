import assert from 'node:assert/strict';
import { test } from 'node:test';
import { excerpt } from '../../Public/js/model/excerpt.js';
import { counted, duration, size } from '../../Public/js/model/format.js';
import { runCommands } from '../../Public/js/model/run-commands.js';

test('numbers are whole and carry their unit', () => {
  assert.deepEqual([size(9), size(214_300), size(5_400_000), size(54_300_000)], ['9 B', '214 KB', '5,400 KB', '54 MB']);
  assert.deepEqual([duration(12), duration(999), duration(1500), duration(61_000)], ['12 ms', '999 ms', '2 s', '1 min 1 s']);
  assert.deepEqual([counted(0, 'test'), counted(1, 'test'), counted(1500, 'test')], ['0 tests', '1 test', '1,500 tests']);
});

test('an excerpt has five lines with one marked', () => {
  const text = 'a\nb\r\nc\nd\ne\nf\ng';
  assert.deepEqual(excerpt(text, 4).map(({ number, text: line, isMarked }) => `${number}${line}${isMarked ? '!' : ''}`), ['2b', '3c', '4d!', '5e', '6f']);
  assert.deepEqual(excerpt(text, 1).map(({ number }) => number), [1, 2, 3]);
  assert.deepEqual(excerpt(text, 7).map(({ number }) => number), [5, 6, 7]);
  assert.deepEqual(excerpt(text, 8), []);
  assert.deepEqual(excerpt('', 1), [{ number: 1, text: '', isMarked: true }]);
});

test('a long line is cut in an excerpt', () => {
  const [line] = excerpt('x'.repeat(1000), 1);
  assert.equal(line.text, `${'x'.repeat(160)}…`);
});

test('the commands name the address that the tests go to', () => {
  const [{ format, text }] = runCommands({ outputs: ['pytest', 'unheard-of'] });
  assert.equal(format, 'pytest');
  assert.equal(text, 'pip install -r pytest/requirements.txt\nBASE_URL=http://127.0.0.1:9000 pytest pytest');
  assert.match(runCommands({ outputs: ['pytest'], base_url: 'https://api.example.com/v1' })[0].text, /BASE_URL=https:\/\/api\.example\.com\/v1 /);
});

test('an address is quoted for the shell', () => {
  assert.match(runCommands({ outputs: ['pytest'], base_url: "http://a/'; rm -rf ~;'" })[0].text, /BASE_URL='http:\/\/a\/'\\''; rm -rf ~;'\\''' pytest/);
});

test('no format has no commands', () => {
  assert.deepEqual(runCommands(undefined), []);
});
