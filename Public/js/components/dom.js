// @ts-check
/**
 * Builds an element. Text goes in as text nodes, never as markup, so nothing foreign is ever parsed.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | undefined | ((event: any) => void)>} [attributes]
 *   functions become listeners (`onclick`), `true` an empty attribute, `false` and `undefined` none
 * @param {...(Node | string | undefined)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== undefined && value !== false) node.setAttribute(name, String(value));
  }
  node.append(...children.filter((child) => child !== undefined));
  return node;
}

/**
 * A problem as people read it: what, where, why.
 * @param {import('../model/progress.js').Problem} problem
 * @param {string} [id] for aria-describedby
 */
export function problemBox(problem, id) {
  const places = problem.errors ?? [];
  const shown = places.slice(0, 3).map(place);
  const rest = places.slice(3);
  return element('div', { class: 'problem', role: 'alert', id },
    element('strong', {}, problem.title ?? 'That did not work'),
    element('p', { dir: 'auto' }, problem.detail ?? ''),
    places.length ? element('ul', {}, ...shown) : undefined,
    rest.length ? element('details', {}, element('summary', {}, `and ${rest.length} more`), element('ul', {}, ...rest.map(place))) : undefined);
}

/** @param {import('../model/progress.js').ProblemPlace} problem */
export function place(problem) {
  const where = [
    problem.line ? `line ${problem.line}${problem.column ? `, column ${problem.column}` : ''}` : '',
    problem.pointer ?? '',
  ].filter(Boolean).join(' · ');
  return element('li', {}, element('p', { dir: 'auto' }, problem.detail), where ? element('p', { class: 'place' }, where) : undefined);
}

/**
 * A button that copies text and says so.
 * @param {string} label
 * @param {() => string} text
 */
export function copyButton(label, text) {
  const button = element('button', { type: 'button', class: 'quiet' }, label);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Copying is not allowed here';
    }
    setTimeout(() => { button.textContent = label; }, 2000);
  });
  return button;
}

/**
 * Says a sentence to screen readers.
 * @param {string} text
 */
export function announce(text) {
  const region = document.getElementById('announcer');
  if (region) region.textContent = text;
}
