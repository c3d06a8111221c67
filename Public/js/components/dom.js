// @ts-check
/**
 * Builds an element. Text goes in as text nodes, never as markup, so nothing foreign is ever parsed.
 * @template {string} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | undefined | ((event: any) => void)>} [attributes]
 *   functions become listeners (`onclick`), `true` an empty attribute, `false` and `undefined` none
 * @param {...(Node | string | false | undefined)} children
 * @returns {Tag extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Tag] : HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== undefined && value !== false) node.setAttribute(name, String(value));
  }
  for (const child of children) if (child !== undefined && child !== false && child !== '') node.append(child);
  return /** @type {any} */ (node);
}

/**
 * Writes text only where it differs: an equal one would cost a layout.
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * A small button that says for two seconds what it has done.
 * @param {string} label
 * @param {() => Promise<string> | string} act returns what to say
 * @param {Record<string, string>} [attributes]
 */
export function actButton(label, act, attributes = {}) {
  const button = element('button', { type: 'button', class: 'quiet', ...attributes }, label);
  button.addEventListener('click', async () => {
    button.textContent = await act();
    announce(button.textContent);
    setTimeout(() => { button.textContent = label; }, 2000);
  });
  return button;
}

/**
 * @param {string} label
 * @param {() => string} text
 * @param {Record<string, string>} [attributes]
 */
export const copyButton = (label, text, attributes) => actButton(label, async () => {
  try {
    await navigator.clipboard.writeText(text());
    return 'Copied';
  } catch {
    return 'Copying is not allowed here';
  }
}, attributes);

/**
 * Says a sentence to screen readers.
 * @param {string} text
 */
export function announce(text) {
  const region = document.querySelector('.announcer');
  if (region && text !== '') region.textContent = text;
}

/**
 * Asks a question in a dialog.
 * @param {string} question
 * @param {string} yes
 * @param {string} no
 * @returns {Promise<boolean>}
 */
export function ask(question, yes, no) {
  const dialog = element('dialog', { 'aria-labelledby': 'question' },
    element('form', { method: 'dialog' },
      element('p', { id: 'question' }, question),
      element('div', { class: 'actions' },
        element('button', { value: 'no' }, no),
        element('button', { value: 'yes', class: 'primary' }, yes))));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => { dialog.remove(); resolve(dialog.returnValue === 'yes'); });
  });
}
