// @ts-check
import { Reconnect } from '../model/reconnect.js';

/**
 * @typedef {import('../model/progress.js').ProgressUpdate} ProgressUpdate
 * @typedef {'live' | 'reconnecting' | 'offline' | 'idle'} ConnectionState
 * @typedef {object} FeedListener
 * @property {(update: ProgressUpdate) => void} update
 * @property {(state: ConnectionState, transport: string, retryMs: number) => void} connection
 * @property {() => number} sequence the last one seen
 * @property {() => boolean} isEnded whether the terminal update was seen
 */

/** Follows one task until it ends: WebSocket first, then server-sent events, then long polling. */
export class ProgressFeed {
  #id;
  #listener;
  #reconnect = new Reconnect();
  /** @type {{ close: () => void } | undefined} */
  #open;
  /** @type {number | undefined} */
  #timer;
  #closed = false;
  #wake = () => { if (this.#timer !== undefined && !document.hidden) this.tryNow(); };

  /**
   * @param {string} id
   * @param {FeedListener} listener
   */
  constructor(id, listener) {
    this.#id = id;
    this.#listener = listener;
    addEventListener('online', this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
    this.#connect();
  }

  /** Ends the waiting for the next try. */
  tryNow() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#connect();
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#open?.close();
    removeEventListener('online', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
    this.#listener.connection('idle', this.#reconnect.transport, 0);
  }

  #connect() {
    if (this.#closed) return;
    const transports = { websocket: () => this.#webSocket(), sse: () => this.#events(), poll: () => this.#poll() };
    this.#open = transports[/** @type {keyof typeof transports} */ (this.#reconnect.transport)]();
  }

  /** @param {ProgressUpdate} update */
  #received(update) {
    this.#reconnect.succeeded();
    this.#listener.connection('live', this.#reconnect.transport, 0);
    this.#listener.update(update);
    if (this.#listener.isEnded()) this.close();
  }

  #lost() {
    if (this.#closed) return;
    this.#open?.close();
    this.#open = undefined;
    const wait = this.#reconnect.failed();
    this.#listener.connection(navigator.onLine ? 'reconnecting' : 'offline', this.#reconnect.transport, wait);
    this.#timer = setTimeout(() => this.tryNow(), wait);
  }

  #webSocket() {
    const address = new URL(`ws/${encodeURIComponent(this.#id)}?after=${this.#listener.sequence()}`, location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(address);
    let current = true;
    socket.onopen = () => this.#listener.connection('live', 'websocket', 0);
    socket.onmessage = (event) => this.#received(JSON.parse(event.data));
    socket.onclose = () => { if (current) { current = false; this.#lost(); } };
    return { close: () => { current = false; socket.close(1000); } };
  }

  #events() {
    const source = new EventSource(`api/progress/${encodeURIComponent(this.#id)}?after=${this.#listener.sequence()}`);
    source.onmessage = (event) => this.#received(JSON.parse(event.data));
    source.onerror = () => { source.close(); this.#lost(); };
    return source;
  }

  #poll() {
    const abort = new AbortController();
    const run = async () => {
      try {
        while (!abort.signal.aborted) {
          const address = `api/progress/${encodeURIComponent(this.#id)}?after=${this.#listener.sequence()}&wait=20`;
          const response = await fetch(address, { signal: abort.signal, headers: { accept: 'application/json' } });
          if (!response.ok && response.status !== 204) throw new Error(String(response.status));
          if (response.status !== 204) this.#received(await response.json());
        }
      } catch {
        if (!abort.signal.aborted) this.#lost();
      }
    };
    run();
    return { close: () => abort.abort() };
  }
}
