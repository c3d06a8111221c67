// @ts-check
import * as api from '../api/client.js';
import { copyButton, element } from './dom.js';
import { problemBox } from './problem-box.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** How to do the same from a program: one command, and what the server's own description lists. Fires `view-ready`. */
export class APIPage extends HTMLElement {
  connectedCallback() {
    document.title = 'API - Assay';
    const command = `curl -F spec=@openapi.yaml '${new URL('api/generate?wait=true', location.href)}' -o suite.zip`;
    this.replaceChildren(
      element('h1', { tabindex: -1 }, 'API'),
      element('p', { class: 'lead' }, 'Everything on this page can be done by a program. ',
        element('a', { href: 'api/openapi.json' }, 'The whole description'), ' is an OpenAPI document.'),
      element('h2', {}, 'From a document to the ZIP'),
      element('div', { class: 'commands' },
        element('pre', { tabindex: 0, 'aria-label': 'Command' }, command),
        copyButton('Copy', () => command, { 'aria-label': 'Copy the command' })),
      element('h2', {}, 'Requests'));
    this.dispatchEvent(new Event('view-ready', { bubbles: true }));
    this.#load();
  }

  async #load() {
    try {
      const { paths } = await api.description();
      this.append(element('ul', { class: 'operations described' }, ...Object.entries(paths).flatMap(([path, item]) =>
        METHODS.filter((method) => item[method]).map((method) => element('li', {},
          element('span', { class: 'verb', 'data-verb': method.toUpperCase() }, method.toUpperCase()),
          ' ', element('span', { class: 'path' }, path),
          ' ', element('span', { class: 'muted small' }, item[method].summary))))));
    } catch (error) {
      this.append(problemBox(api.problemOf(error)));
    }
  }
}

customElements.define('api-page', APIPage);
