// @ts-check
/**
 * The files of an archive as folders. No DOM.
 *
 * @typedef {{ name: string, path: string, size: number }} FileLeaf
 * @typedef {{ name: string, children: (FileLeaf | Folder)[] }} Folder
 */

/**
 * @param {{ path: string, size: number }[]} files in the archive's order
 * @returns {(FileLeaf | Folder)[]} every folder where its first file stood
 */
export function fileTree(files) {
  /** @type {Folder} */
  const root = { name: '', children: [] };
  const folders = new Map([['', root]]);
  /** @param {string} path @returns {Folder} */
  const folder = (path) => {
    const known = folders.get(path);
    if (known) return known;
    const cut = path.lastIndexOf('/');
    const made = { name: path.slice(cut + 1), children: [] };
    folders.set(path, made);
    folder(path.slice(0, Math.max(cut, 0))).children.push(made);
    return made;
  };
  for (const { path, size } of files) {
    const cut = path.lastIndexOf('/');
    folder(path.slice(0, Math.max(cut, 0))).children.push({ name: path.slice(cut + 1), path, size });
  }
  return root.children;
}
