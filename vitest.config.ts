import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';

const libs = fileURLToPath(new URL('./libs', import.meta.url));

/** Vitest leaves one core alone, which of two is half of the machine. */
const maxWorkers = availableParallelism();

/**
 * Three projects: `unit` needs nothing but Node; `integration` needs the broker, the database and the cache, in which each spec makes a
 * place of its own; `mesh` starts whole meshes, one at a time.
 */
export default defineConfig({
  oxc: false,
  // .swcrc is for the build: its path rewriting is done here by `alias`.
  plugins: [
    swc.vite({
      swcrc: false,
      module: { type: 'es6' },
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        keepClassNames: true,
      },
    }),
  ],
  resolve: { alias: [{ find: /^@polyreel\/([a-z-]+)$/, replacement: `${libs}/$1/src/index.ts` }] },
  test: {
    pool: 'forks',
    // What comes at last may take its time on a busy machine; vitest's own second is for an idle one.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{apps,libs,tools}/**/*.spec.ts'],
          exclude: ['**/*.integration.spec.ts', '**/node_modules/**'],
          // Whoever moved their mesh aside still expects the ports of the registry here.
          env: { PORT_OFFSET: '' },
          maxWorkers,
          // A busy machine is not a failure.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['{apps,libs,tools}/**/*.integration.spec.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // They mostly wait, for servers and for programs.
          maxWorkers: Math.max(2, maxWorkers),
        },
      },
      {
        extends: true,
        test: {
          name: 'mesh',
          include: ['tests/**/*.spec.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
