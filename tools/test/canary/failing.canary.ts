import { expect, it } from 'vitest';

// Run by ../vitest-run.spec.ts only: it must be seen to fail, or a broken runner would call every change good.
it('fails on purpose', () => {
  expect('a failing test').toBe('noticed');
});
