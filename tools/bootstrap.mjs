#!/usr/bin/env node
/**
 * The door to every npm script. It needs nothing but Node: it brings the packages, builds what is stale and hands over to
 * dist/tools/<command>/<command>.command.js, whose run(args) gives the exit code.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfStale } from './bootstrap/build.mjs';
import { checkNode } from './bootstrap/node-version.mjs';
import { installPackages } from './bootstrap/packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// npm says where the person stood; without npm it is where we stand now. Paths they give count from there.
process.env.INIT_CWD ??= process.cwd();
process.chdir(root);

const [command = 'help', ...args] = process.argv.slice(2);

async function main() {
  checkNode(process.versions.node);
  installPackages(root);
  const built = buildIfStale(root, { force: command === 'build' });
  if (command === 'build') {
    console.log(built ? `built dist/ in ${built.seconds.toFixed(1)} s` : 'dist/ is up to date');
    return 0;
  }
  const module = join(root, 'dist/tools', command, `${command}.command.js`);
  if (!/^[a-z]+$/.test(command) || !existsSync(module)) {
    console.error(
      `There is no command "${command}". The README lists them: start, demo, demo:voice, dead-letters, admin, test, check, lint, docs, setup, stop, bench, soak, faults, build.`,
    );
    return 64;
  }
  process.setSourceMapsEnabled(true);
  const { run } = await import(pathToFileURL(module).href);
  return run(args);
}

try {
  process.exitCode = await main();
} catch (error) {
  // An error with a code is meant for the person, and so is what is wrong with the environment; anything else is a defect and shows where it happened.
  const wrongSetting = error?.name === 'ConfigError';
  console.error(error?.code && error?.hint !== undefined ? `${error.message}\n${error.hint}` : wrongSetting ? error.message : error);
  process.exitCode = error?.exitCode ?? (wrongSetting ? 64 : 1);
}
