// @ts-check
import { element } from './dom.js';

const WORDS = { live: 'Live', reconnecting: 'Reconnecting', offline: 'Offline', idle: 'Idle' };
const TRANSPORTS = { websocket: 'WebSocket', sse: 'server-sent events', poll: 'long polling' };

/** The mark in the header that tells whether updates arrive. Attribute-free: it is told by `show`. */
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
    this.title = transport && state !== 'idle' ? `${WORDS[state]}, over ${TRANSPORTS[/** @type {'sse'} */ (transport)]}` : WORDS[state];
    this.replaceChildren(element('span', {}, WORDS[state]));
  }
}

customElements.define('connection-mark', ConnectionMark);
