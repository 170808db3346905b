/** Lints the tree with the Nx project graph warmed first: without it the boundary rule says nothing and ESLint ends well. */
import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';

const TREE = ['apps/**/*.ts', 'libs/**/*.ts', 'tools/**/*.ts', 'tests/**/*.ts'];

/** Computes the project graph and leaves it where `@nx/enforce-module-boundaries` reads it. Gives the number of projects. */
export async function warmProjectGraph(): Promise<number> {
  process.env['NX_DAEMON'] = 'false';
  process.env['NX_NO_CLOUD'] = 'true';
  const graph = await createProjectGraphAsync({ exitOnError: false, resetDaemonClient: false });
  return Object.keys(graph.nodes).length;
}

/** Lints what the patterns name. Files whose content has not changed are not read again only when nothing else could change their result. */
export async function lint(patterns: readonly string[], options: ESLint.Options = {}): Promise<ESLint.LintResult[]> {
  await warmProjectGraph();
  return new ESLint({ errorOnUnmatchedPattern: false, ...options }).lintFiles([...patterns]);
}

/** `npm run lint [-- --fix] [paths]`. Ends with 1 where a rule is broken; warnings count as broken. */
export async function run(args: readonly string[]): Promise<number> {
  const fix = args.includes('--fix');
  const paths = args.filter((arg) => !arg.startsWith('--'));
  const results = await lint(paths.length > 0 ? paths : TREE, { fix });
  if (fix) await ESLint.outputFixes(results);
  const formatter = await new ESLint().loadFormatter('stylish');
  const text = await formatter.format(results);
  if (text) console.log(text);
  const problems = results.reduce((sum, { errorCount, warningCount }) => sum + errorCount + warningCount, 0);
  console.log(problems === 0 ? `${results.length} files follow the rules` : `${problems} problems in ${results.length} files`);
  return problems === 0 ? 0 : 1;
}
