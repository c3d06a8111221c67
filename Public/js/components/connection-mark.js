// @ts-check
import { element } from './dom.js';

const WORDS = { live: 'Live', reconnecting: 'Reconnecting', offline: 'Offline', idle: 'Idle' };
const TRANSPORTS = { websocket: 'WebSocket', sse: 'server-sent events', poll: 'long polling' };

/** The mark in the header that tells whether updates arrive. It is told by `show`. */
export class ConnectionMark extends HTMLElement {
  connectedCallback() {
    this.show('idle');
  }

  /**
   * @param {import('../api/progress-feed.js').ConnectionState} state
   * @param {string} [transport]
   */
  show(state, transport) {
    this.dataset.state = state;
    const over = TRANSPORTS[/** @type {keyof typeof TRANSPORTS} */ (transport)];
    this.title = over && state !== 'idle' ? `${WORDS[state]}, over ${over}` : WORDS[state];
    this.replaceChildren(element('span', {}, WORDS[state]));
  }
}

customElements.define('connection-mark', ConnectionMark);
