import { setUp } from './set-up.js';

/** `npm run setup`: finds or brings everything the mesh needs, says what, and leaves it ready for the next command. */
export async function run(): Promise<number> {
  const started = performance.now();
  const { release } = await setUp({ root: process.cwd(), realm: 'polyreel', say: (line) => console.log(line) });
  await release();
  console.log(
    `Everything is there (${((performance.now() - started) / 1000).toFixed(1)} s). Next: npm run demo -- "a prompt in any language"`,
  );
  return 0;
}
