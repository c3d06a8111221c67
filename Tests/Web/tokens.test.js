import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync(new URL('../../Public/css/tokens.css', import.meta.url), 'utf8');
const tokens = Object.fromEntries([...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)]
  .map(([, name, light, dark]) => [name, { light, dark }]));

/** WCAG 2.2: relative luminance and contrast ratio. */
const luminance = (hex) => {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

/** Every pair that the style sheets put together. */
const TEXT_PAIRS = [
  ...['text', 'muted', 'accent', 'accent-hover', 'ok', 'warn', 'bad'].map((name) => [name, 'bg']),
  ...['text', 'muted'].flatMap((name) => ['surface', 'sunken', 'info-ground'].map((ground) => [name, ground])),
  ['on-accent', 'accent'], ['on-accent', 'accent-hover'], ['ok', 'ok-ground'], ['warn', 'warn-ground'],
  ['bad', 'bad-ground'], ['text', 'bad-ground'], ['muted', 'bad-ground'], ['text', 'warn-ground'],
  ['ok', 'surface'], ['bad', 'surface'], ['accent', 'surface'],
];
const EDGE_PAIRS = [['control', 'bg'], ['control', 'surface'], ['accent', 'bg'], ['accent', 'border'], ['bad', 'bg'], ['ok', 'bg'], ['warn', 'bg'], ['focus', 'bg'], ['focus', 'surface']];

for (const scheme of ['light', 'dark']) {
  test(`text on its ground has a contrast of at least 5.3 to 1, ${scheme}`, () => {
    for (const [name, ground] of TEXT_PAIRS) {
      const ratio = contrast(tokens[name][scheme], tokens[ground][scheme]);
      assert.ok(ratio >= 5.3, `${name} on ${ground}: ${ratio.toFixed(2)}`);
    }
  });

  test(`edges of controls have a contrast of at least 3.4 to 1, ${scheme}`, () => {
    for (const [name, ground] of EDGE_PAIRS) {
      const ratio = contrast(tokens[name][scheme], tokens[ground][scheme]);
      assert.ok(ratio >= 3.4, `${name} on ${ground}: ${ratio.toFixed(2)}`);
    }
  });
}

test('the contrast of black on white is 21 to 1', () => {
  assert.equal(contrast('#000000', '#ffffff').toFixed(2), '21.00');
});
