// @ts-check
import { Reconnect } from '../model/reconnect.js';
import * as api from './client.js';

/**
 * @typedef {import('../model/types.js').ProgressUpdate} ProgressUpdate
 * @typedef {'live' | 'reconnecting' | 'offline' | 'idle'} ConnectionState
 *
 * @typedef {object} FeedListener
 * @property {(update: ProgressUpdate) => void} update
 * @property {(state: ConnectionState, transport: string, retryMs: number) => void} connection
 * @property {() => void} gone the server does not know the task (any more)
 * @property {() => void} restarted the server counts this task's updates from the start again
 * @property {() => number} sequence the last one seen
 * @property {() => boolean} isEnded whether the terminal update was seen
 */

/**
 * Follows one task until it ends: WebSocket first, then server-sent events, then long polling.
 *
 * Before it comes back after a loss it asks over plain HTTP, so that it can tell a server that is
 * away from a transport that is blocked, and from a task that is gone.
 */
export class ProgressFeed {
  #id;
  #listener;
  #reconnect = new Reconnect();
  /**
   * What is under way: a transport, the question before it, or the pause.
   * @type {{ close: () => void } | undefined}
   */
  #open;
  #isWaiting = false;
  #closed = false;
  #told = '';

  /**
   * @param {string} id
   * @param {FeedListener} listener
   */
  constructor(id, listener) {
    this.#id = id;
    this.#listener = listener;
    addEventListener('online', this.#online);
    addEventListener('offline', this.#offline);
    document.addEventListener('visibilitychange', this.#visible);
    this.#connect();
  }

  /** Ends the pause before the next try. */
  tryNow() {
    if (this.#isWaiting) this.#comeBack();
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#open?.close();
    removeEventListener('online', this.#online);
    removeEventListener('offline', this.#offline);
    document.removeEventListener('visibilitychange', this.#visible);
    this.#tell('idle');
  }

  /** What was open before the network went may be dead without knowing it. */
  #online = () => this.#comeBack();
  #offline = () => this.#tell('offline');
  #visible = () => { if (!document.hidden) this.tryNow(); };

  #connect() {
    const transports = { websocket: () => this.#webSocket(), sse: () => this.#events(), poll: () => this.#poll() };
    this.#begin(transports[/** @type {keyof typeof transports} */ (this.#reconnect.transport)]());
  }

  /**
   * Only one thing is under way at a time.
   * @param {{ close: () => void }} next
   */
  #begin(next) {
    this.#open?.close();
    this.#open = next;
  }

  /** @param {ConnectionState} state @param {number} [retryMs] */
  #tell(state, retryMs = 0) {
    const told = `${state} ${this.#reconnect.transport} ${retryMs}`;
    if (told === this.#told) return;
    this.#told = told;
    this.#listener.connection(state, this.#reconnect.transport, retryMs);
  }

  /** @param {ProgressUpdate} update */
  #received(update) {
    this.#reconnect.succeeded();
    this.#tell('live');
    this.#listener.update(update);
    if (this.#listener.isEnded()) this.close();
  }

  /** @param {number} ms before the next try */
  #pause(ms) {
    if (this.#closed) return;
    const timer = setTimeout(() => this.#comeBack(), ms);
    this.#begin({ close: () => { this.#isWaiting = false; clearTimeout(timer); } });
    this.#isWaiting = true;
    this.#tell(navigator.onLine ? 'reconnecting' : 'offline', ms);
  }

  /** Asks whether the server and the task are there, then connects. */
  async #comeBack() {
    const asking = new AbortController();
    this.#begin({ close: () => asking.abort() });
    try {
      const latest = await api.latest(this.#id, asking.signal);
      if (asking.signal.aborted) return;
      if ((latest.sequence ?? 0) < this.#listener.sequence()) return this.#listener.restarted();
      this.#connect();
    } catch (error) {
      if (asking.signal.aborted) return;
      const status = error instanceof api.ProblemError ? error.status : 0;
      if (status !== 404 && status !== 410) return this.#pause(this.#reconnect.unreachable());
      this.close();
      this.#listener.gone();
    }
  }

  #webSocket() {
    const address = new URL(`ws/${encodeURIComponent(this.#id)}?after=${this.#listener.sequence()}`, location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(address);
    socket.onopen = () => this.#tell('live');
    socket.onmessage = (event) => this.#received(JSON.parse(event.data));
    socket.onclose = () => this.#pause(this.#reconnect.failed());
    return {
      close: () => {
        socket.onmessage = socket.onclose = null;
        // Closing a socket that is still opening would be an error in the console.
        if (socket.readyState === WebSocket.CONNECTING) socket.onopen = () => socket.close(1000);
        else socket.close(1000);
      },
    };
  }

  #events() {
    const source = new EventSource(`${api.progressPath(this.#id)}?after=${this.#listener.sequence()}`);
    source.onopen = () => this.#tell('live');
    source.onmessage = (event) => this.#received(JSON.parse(event.data));
    // Coming back is this feed's work: it knows the sequence and when to stop.
    source.onerror = () => this.#pause(this.#reconnect.failed());
    return source;
  }

  #poll() {
    const polling = new AbortController();
    const run = async () => {
      try {
        while (!polling.signal.aborted) {
          const update = await api.poll(this.#id, this.#listener.sequence(), polling.signal);
          if (polling.signal.aborted) return;
          this.#tell('live');
          if (update) this.#received(update);
        }
      } catch {
        if (!polling.signal.aborted) this.#pause(this.#reconnect.failed());
      }
    };
    run();
    return { close: () => polling.abort() };
  }
}
