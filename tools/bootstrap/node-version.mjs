/** The oldest Node that the packages of package-lock.json accept. */
const OLDEST = [20, 19];

/** Throws where Node is too old, saying which is needed. */
export function checkNode(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw Object.assign(new Error(`Polyreel needs Node ${OLDEST.join('.')} or later; this is ${version}.`), {
    code: 'node_too_old',
    hint: 'Install a newer one from https://nodejs.org/ or your package manager.',
    exitCode: 69,
  });
}
