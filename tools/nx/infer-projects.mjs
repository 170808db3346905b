/**
 * Every folder under apps/ and libs/ is a project, and tools/ and tests/ are one each.
 * Its name, tag and targets follow from where it lives, so that no configuration file stands in a service.
 */
import { dirname } from 'node:path';
import { createNodesFromFiles } from '@nx/devkit';

/** What a path says of the project that its entry file stands in: `apps/<name>/src/main.ts`, `libs/<name>/src/index.ts`, `tools/…`, `tests/…`. */
export function projectOf(file) {
  const [kind, folder] = file.split('/');
  if (kind === 'apps') return { root: `apps/${folder}`, name: folder, projectType: 'application', tags: ['type:app'] };
  if (kind === 'libs') return { root: `libs/${folder}`, name: folder, projectType: 'library', tags: [`type:${folder}`] };
  return { root: kind, name: kind, projectType: 'library', tags: [`type:${kind}`] };
}

/** The targets that every project has. Types are checked for the whole tree at once: one program is faster than forty. */
const targetsOf = (root) => ({
  typecheck: {
    command: 'tsc -p tsconfig.json',
    inputs: ['{workspaceRoot}/{apps,libs,tools,tests}/**/*.ts', '{workspaceRoot}/tsconfig*.json'],
  },
  lint: { command: `eslint ${root}` },
  test: { command: `vitest run --project unit ${root}/`, inputs: ['default', '^default'] },
});

const infer = (file) => {
  const { root, ...project } = projectOf(file);
  return { projects: { [root]: { root, ...project, sourceRoot: dirname(file), targets: targetsOf(root) } } };
};

export const name = 'infer-projects';

export const createNodesV2 = [
  '{apps/*/src/main.{ts,tsx},libs/*/src/index.ts,tools/nx/infer-projects.mjs,tests/README.md}',
  (files, options, context) => createNodesFromFiles(infer, files, options, context),
];
