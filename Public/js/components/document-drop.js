// @ts-check

/**
 * The drop area with its file input. A document may also be dropped or pasted anywhere on the page.
 * Fires `document` with `{ file, isPasted }` and `address` with `{ text }`.
 */
export class DocumentDrop extends HTMLElement {
  #listening = new AbortController();
  /** Elements that the dragged file is over: enter and leave come for each. */
  #depth = 0;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.input.addEventListener('change', () => this.#chosen(this.input.files?.[0]), { signal });
    addEventListener('dragenter', (event) => this.#dragged(event, 1), { signal });
    addEventListener('dragleave', (event) => this.#dragged(event, -1), { signal });
    addEventListener('dragover', (event) => { if (this.#concerns(event)) event.preventDefault(); }, { signal });
    addEventListener('drop', (event) => this.#dropped(event), { signal });
    addEventListener('paste', (event) => this.#pasted(/** @type {ClipboardEvent} */ (event)), { signal });
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  get input() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input[type="file"]'));
  }

  /**
   * Only files, and only while the form is shown.
   * @param {DragEvent} event
   */
  #concerns(event) {
    return this.checkVisibility() && event.dataTransfer?.types.includes('Files');
  }

  /** @param {DragEvent} event @param {number} step */
  #dragged(event, step) {
    if (!this.#concerns(event)) return;
    event.preventDefault();
    this.#depth = Math.max(0, this.#depth + step);
    this.toggleAttribute('data-over', this.#depth > 0);
  }

  /** @param {DragEvent} event */
  #dropped(event) {
    if (!this.#concerns(event)) return;
    event.preventDefault();
    this.#depth = 0;
    this.removeAttribute('data-over');
    this.#chosen(event.dataTransfer?.files[0]);
  }

  /** @param {ClipboardEvent} event */
  #pasted(event) {
    if (!this.checkVisibility() || event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
    const text = event.clipboardData?.getData('text/plain').trim() ?? '';
    if (/^https?:\/\/\S+$/.test(text)) this.dispatchEvent(new CustomEvent('address', { detail: { text } }));
    else if (text) this.#chosen(new File([text], text.startsWith('{') ? 'pasted.json' : 'pasted.yaml'), true);
  }

  /** @param {File | undefined} file */
  #chosen(file, isPasted = false) {
    if (file) this.dispatchEvent(new CustomEvent('document', { detail: { file, isPasted } }));
  }
}

customElements.define('document-drop', DocumentDrop);
