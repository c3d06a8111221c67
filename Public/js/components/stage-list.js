// @ts-check
import { STAGES } from '../model/stages.js';
import { element, setText } from './dom.js';

/** The four stages, each with one small fact. It is told by `draw` and writes only what differs. */
export class StageList extends HTMLElement {
  #stages = STAGES.map(({ id, name }) => {
    const fact = element('span', { class: 'fact' });
    return { id, fact, item: element('li', {}, element('span', { class: 'name' }, name), fact) };
  });

  connectedCallback() {
    this.replaceChildren(element('ol', { class: 'stages', 'aria-label': 'Stages' }, ...this.#stages.map(({ item }) => item)));
  }

  /** @param {import('../model/progress.js').TaskProgress} progress */
  draw(progress) {
    for (const { id, item, fact } of this.#stages) {
      const state = progress.stageState(id);
      setText(fact, progress.stageFact(id));
      if (item.dataset.state === state) continue;
      item.dataset.state = state;
      if (state === 'running') item.setAttribute('aria-current', 'step');
      else item.removeAttribute('aria-current');
    }
  }
}

customElements.define('stage-list', StageList);
