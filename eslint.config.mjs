import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { dependencyRules } from './tools/lint/dependency-rules.mjs';
import { fileName } from './tools/lint/file-name.rule.mjs';

const TYPESCRIPT = ['apps/**/*.ts', 'libs/**/*.ts', 'tools/**/*.ts', 'tests/**/*.ts'];
/** Specs, and what only specs stand on. */
const SPECS = ['**/*.spec.ts', '**/*.fixture.ts'];

/** One service's environment is read in one place, or nobody can say what a service is configured by. */
const noEnvironment = {
  'no-restricted-properties': [
    'error',
    { object: 'process', property: 'env', message: 'Only service-kit reads the environment: declare a config.' },
  ],
  'no-restricted-imports': [
    'error',
    {
      paths: ['process', 'node:process'].map((name) => ({
        name,
        importNames: ['env'],
        message: 'Only service-kit reads the environment.',
      })),
    },
  ],
};

export default tseslint.config(
  { ignores: ['dist/**', '.data/**', '.nx/**', 'node_modules/**', 'coverage/**', 'docs/**'] },
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx, polyreel: { rules: { 'file-name': fileName } } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'polyreel/file-name': 'error',
      '@nx/enforce-module-boundaries': ['error', { depConstraints: dependencyRules() }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/ban-ts-comment': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-debugger': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
    },
  },
  {
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    ignores: ['libs/service-kit/**', 'libs/testing/**', 'libs/test-servers/**', ...SPECS],
    rules: noEnvironment,
  },
  // A benchmark looks inside: it measures parts that nobody else may import. The fault suite starts servers as the set-up does.
  { files: ['tools/bench/**/*.ts', 'tests/faults/**/*.ts'], rules: { '@nx/enforce-module-boundaries': 'off' } },
  // A tool talks to the person who runs it.
  { files: ['tools/**/*.ts'], rules: { 'no-console': 'off' } },
  // A spec may use the test harness beside what its subject may use.
  { files: SPECS, rules: { '@nx/enforce-module-boundaries': ['error', { depConstraints: dependencyRules({ forSpecs: true }) }] } },
);
