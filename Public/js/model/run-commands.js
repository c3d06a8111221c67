// @ts-check
/** How to run a suite after unpacking it. No DOM. */

/** @type {Record<string, (address: string) => string>} */
const COMMANDS = {
  pytest: (address) => `pip install -r pytest/requirements.txt\nBASE_URL=${address} pytest pytest`,
};
const ADDRESS = 'http://127.0.0.1:9000';

/**
 * The commands of each format that has some.
 * @param {{ outputs?: string[], base_url?: string } | undefined} options of the task
 * @returns {{ format: string, text: string }[]}
 */
export function runCommands(options) {
  const address = options?.base_url || ADDRESS;
  // What a shell would take apart goes into quotes.
  const word = /^[\w.:/~%+-]+$/.test(address) ? address : `'${address.replaceAll("'", "'\\''")}'`;
  return (options?.outputs ?? [])
    .filter((format) => Object.hasOwn(COMMANDS, format))
    .map((format) => ({ format, text: COMMANDS[format](word) }));
}
