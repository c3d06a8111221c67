// @ts-check
/** The lines around a place in a text. No DOM. */

const LINES_AROUND = 2;
const CHARACTERS_MAX = 160;

/**
 * @param {string} text
 * @param {number} line from 1
 * @returns {{ number: number, text: string, isMarked: boolean }[]} up to five lines; none when the text has no such line
 */
export function excerpt(text, line) {
  const found = [];
  let start = 0;
  for (let number = 1; number <= line + LINES_AROUND && start <= text.length; number += 1) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (number >= line - LINES_AROUND) {
      const whole = text.slice(start, Math.min(end, start + CHARACTERS_MAX + 1)).replace(/\r$/, '');
      const shown = whole.length > CHARACTERS_MAX ? `${whole.slice(0, CHARACTERS_MAX)}…` : whole;
      found.push({ number, text: shown, isMarked: number === line });
    }
    start = end + 1;
  }
  return found.some(({ isMarked }) => isMarked) ? found : [];
}
