// @ts-check
import './components/connection-mark.js';
import { element } from './components/dom.js';
import './components/key-shortcuts.js';
import './components/new-task.js';
import { problemBox } from './components/problem-box.js';
import './components/theme-switch.js';

/**
 * The views that are not shown first are fetched when they are needed, put into the page, and taken
 * out again: whatever they started ends with them.
 */
const VIEWS = {
  task: { tag: /** @type {const} */ ('task-page'), styles: ['task', 'result'], load: () => import('./components/task-page.js') },
  history: { tag: /** @type {const} */ ('task-history'), styles: ['history'], load: () => import('./components/task-history.js') },
  api: { tag: /** @type {const} */ ('api-page'), styles: ['task', 'result'], load: () => import('./components/api-page.js') },
};

/** @type {Map<string, Promise<unknown>>} */
const sheets = new Map();

/**
 * Waits for a style sheet, so that no view is seen without its own.
 * @param {string} name
 */
function style(name) {
  const known = sheets.get(name);
  if (known) return known;
  const link = element('link', { rel: 'stylesheet', href: `css/components/${name}.css` });
  const loaded = new Promise((resolve, reject) => { link.onload = resolve; link.onerror = reject; });
  loaded.catch(() => { sheets.delete(name); link.remove(); });
  sheets.set(name, loaded);
  document.head.append(link);
  return loaded;
}

const form = /** @type {HTMLElement} */ (document.querySelector('new-task'));
const place = /** @type {HTMLElement} */ (document.querySelector('.view'));
const mark = /** @type {import('./components/connection-mark.js').ConnectionMark} */ (document.querySelector('connection-mark'));

/** Whether the next view's heading gets the focus; not on the first load, which belongs to the skip link. */
let isFocusWanted = false;
let shown = '';

/**
 * Shows the view that the address names: `./`, `./?task=ID`, `./?view=history`, `./?view=api`.
 * @param {{ isFresh?: boolean }} [how] whether the task was started just now, in this page
 */
async function show(how) {
  shown = location.search;
  const query = new URLSearchParams(shown);
  const id = query.get('task');
  const name = id ? 'task' : query.get('view') ?? 'new';
  const view = Object.hasOwn(VIEWS, name) ? VIEWS[/** @type {keyof typeof VIEWS} */ (name)] : undefined;
  for (const link of document.querySelectorAll('nav [data-view]')) {
    if (/** @type {HTMLElement} */ (link).dataset.view === (view ? name : 'new')) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  form.hidden = view !== undefined;
  place.replaceChildren();
  if (!view) {
    document.title = 'New task - Assay';
    return ready();
  }
  const address = location.href;
  try {
    await Promise.all([view.load(), ...view.styles.map(style)]);
    if (location.href === address && !place.firstChild) place.append(element(view.tag, { 'task-id': id ?? undefined, fresh: how?.isFresh }));
  } catch {
    if (location.href !== address) return;
    place.append(problemBox({ title: 'The server cannot be reached', detail: 'Is it still running? Reload the page to try again.' }));
  }
}

function ready() {
  if (isFocusWanted) /** @type {HTMLElement | null} */ (document.querySelector('main h1:not([hidden] *)'))?.focus();
  isFocusWanted = false;
}

/** @param {string} address @param {{ isFresh?: boolean }} [how] */
function navigate(address, how) {
  history.pushState(null, '', address);
  scrollTo(0, 0);
  isFocusWanted = true;
  show(how);
}

addEventListener('popstate', () => {
  // A jump inside the page, as the skip link does, is no other view.
  if (location.search === shown) return;
  isFocusWanted = true;
  show();
});
addEventListener('view-ready', ready);
addEventListener('task-started', (event) => navigate(`./?task=${encodeURIComponent(/** @type {CustomEvent} */ (event).detail.id)}`, { isFresh: true }));
addEventListener('navigate', (event) => navigate(/** @type {CustomEvent} */ (event).detail.address));
addEventListener('connection', (event) => {
  const { state, transport } = /** @type {CustomEvent} */ (event).detail;
  mark.show(state, transport);
});

// Links between our own views do not load the page again.
addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || link.hasAttribute('download')) return;
  const address = new URL(link.href);
  if (address.origin !== location.origin || address.pathname !== location.pathname || address.hash) return;
  event.preventDefault();
  navigate(link.href);
});

show();
