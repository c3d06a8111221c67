// @ts-check
import './components/connection-mark.js';
import './components/new-task.js';

/** The views that are not shown first are fetched when they are needed. */
const LATER = { task: () => import('./components/task-page.js'), history: () => import('./components/task-history.js') };

/** Shows the view that the address names: `./`, `./?task=ID`, `./?view=history`. */
async function show({ focus = true } = {}) {
  const query = new URLSearchParams(location.search);
  const id = query.get('task');
  const view = id ? 'task' : query.get('view') === 'history' ? 'history' : 'new';
  for (const page of document.querySelectorAll('[data-page]')) /** @type {HTMLElement} */ (page).hidden = /** @type {HTMLElement} */ (page).dataset.page !== view;
  for (const link of document.querySelectorAll('nav [data-view]')) {
    if (/** @type {HTMLElement} */ (link).dataset.view === view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const address = location.href;
  if (view !== 'new') await LATER[view]();
  if (location.href !== address) return;
  document.querySelector('task-page')?.setAttribute('task-id', id ?? '');
  if (view === 'history') {
    document.title = 'History - Assay';
    /** @type {import('./components/task-history.js').TaskHistory} */ (document.querySelector('task-history')).load();
  }
  if (view === 'new') document.title = 'New task - Assay';
  if (focus) /** @type {HTMLElement | null} */ (document.querySelector('[data-page]:not([hidden]) h1'))?.focus();
}

/** @param {string} address */
function navigate(address) {
  history.pushState(null, '', address);
  show();
}

addEventListener('popstate', () => show());
addEventListener('task-started', (event) => navigate(`./?task=${encodeURIComponent(/** @type {CustomEvent} */ (event).detail.id)}`));
addEventListener('navigate', (event) => navigate(/** @type {CustomEvent} */ (event).detail.address));

// Links between our own views do not load the page again.
addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || link.hasAttribute('download')) return;
  const address = new URL(link.href);
  if (address.origin !== location.origin || address.pathname !== location.pathname || address.hash) return;
  event.preventDefault();
  navigate(link.href);
});

for (const choice of document.querySelectorAll('.theme input')) {
  const input = /** @type {HTMLInputElement} */ (choice);
  input.checked = input.value === (localStorage.getItem('assay.theme') ?? 'system');
  input.addEventListener('change', () => {
    localStorage.setItem('assay.theme', input.value);
    if (input.value === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = input.value;
  });
}

show({ focus: false });
