/** Brings node_modules to what package.json pins. Nothing is run where everything stands already. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** The pinned packages that are absent or stand in another version. Versions in package.json are exact, so equality is enough. */
export function missingPackages(root) {
  const { dependencies = {}, devDependencies = {} } = readJson(join(root, 'package.json'));
  return Object.entries({ ...dependencies, ...devDependencies }).filter(([name, version]) => {
    const manifest = join(root, 'node_modules', name, 'package.json');
    return !existsSync(manifest) || readJson(manifest).version !== version;
  });
}

/** Runs `npm ci` in a fresh clone and `npm install` where only some packages differ. Throws where npm fails. */
export function installPackages(root) {
  const missing = missingPackages(root);
  if (missing.length === 0) return;
  const fresh = !existsSync(join(root, 'node_modules'));
  const args = [fresh ? 'ci' : 'install', '--no-audit', '--no-fund', '--loglevel=error'];
  console.error(`Fetching ${fresh ? 'the' : missing.length} npm packages (npm ${args[0]}) …`);
  const { status, error } = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (status === 0) return;
  throw Object.assign(new Error(`npm ${args[0]} failed${error ? `: ${error.message}` : ` with exit code ${status}`}.`), {
    code: 'packages_unavailable',
    hint: 'See its message above; most often the registry cannot be reached. Then run the command again.',
    exitCode: 69,
  });
}
