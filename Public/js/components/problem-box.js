// @ts-check
import { excerpt } from '../model/excerpt.js';
import { element } from './dom.js';

/**
 * @typedef {import('../model/types.js').Problem} Problem
 * @typedef {import('../model/types.js').ProblemPlace} ProblemPlace
 */

const OPEN_MAX = 3;

/**
 * A problem as people read it: what, why, where.
 * @param {Problem} problem
 * @param {{ id?: string, text?: string }} [more] an id for aria-describedby; the document, for an excerpt
 */
export function problemBox(problem, more) {
  const { id, text } = more ?? {};
  const title = problem.title ?? 'That did not work';
  return element('div', { class: 'problem', role: 'alert', id },
    element('strong', {}, title),
    problem.detail && problem.detail !== title && element('p', { dir: 'auto' }, problem.detail),
    placeList(problem.errors ?? [], text));
}

/**
 * The first three open, the others behind a summary.
 * @param {(ProblemPlace & { operation?: string })[]} places
 * @param {string} [text] of the document, for an excerpt at the first place that has a line
 */
export function placeList(places, text) {
  if (places.length === 0) return undefined;
  const rest = places.slice(OPEN_MAX);
  const lined = places.find(({ line, document }) => line && !document);
  return element('div', { class: 'places' },
    element('ul', {}, ...places.slice(0, OPEN_MAX).map(place)),
    rest.length > 0 && element('details', {},
      element('summary', {}, `and ${rest.length} more`), element('ul', {}, ...rest.map(place))),
    text !== undefined && lined?.line !== undefined && excerptBox(text, lined.line));
}

/** @param {ProblemPlace & { operation?: string }} found */
export function place({ detail, document, pointer, line, column, operation }) {
  const where = [
    document,
    line && `line ${line}${column ? `, column ${column}` : ''}`,
    pointer,
  ].filter(Boolean).join(' · ');
  return element('li', {},
    operation && element('strong', { class: 'mono', dir: 'auto' }, operation),
    element('p', { dir: 'auto' }, detail),
    where && element('p', { class: 'place' }, where));
}

/** @param {string} text @param {number} line */
function excerptBox(text, line) {
  const lines = excerpt(text, line);
  if (lines.length === 0) return undefined;
  const width = String(lines[lines.length - 1].number).length;
  return element('pre', { class: 'excerpt', tabindex: 0, 'aria-label': `The document around line ${line}` },
    ...lines.map(({ number, text: content, isMarked }) => element(isMarked ? 'mark' : 'span', {},
      `${isMarked ? '>' : ' '} ${String(number).padStart(width)}  ${content}\n`)));
}
