/** Sums up a CI run from the reports it left. A part that left none, or ended badly without naming a failure, counts as one failure. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export function tally(report, exitCode) {
  const { passed, failed } = report ?? { passed: 0, failed: 1 };
  return { passed, failed: exitCode !== 0 && failed === 0 ? 1 : failed };
}

const read = (name) => {
  const file = new URL(`../../.data/reports/${name}.json`, import.meta.url);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const parts = ['tests', 'checks'].map((name, index) => tally(read(name), Number(process.argv[2 + index])));
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
}
