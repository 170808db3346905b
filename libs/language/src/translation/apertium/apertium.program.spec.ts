import { describe, expect, it } from 'vitest';
import { ApertiumFailed, listDirections, runDirection } from './apertium.program.js';

const forever = AbortSignal.timeout(60_000);

describe('the apertium program', () => {
  it('lists the installed directions', async () => expect(await listDirections()).toMatch(/\bspa-eng\b/));
  it('marks what it does not know', async () => {
    expect(await runDirection('spa-eng', 'El perro [xyzzy] corre.', forever)).toBe('The dog [*xyzzy] runs.');
  });
  it('reads text as text, whatever a shell would make of it', async () => {
    expect(await runDirection('spa-eng', 'El perro; $(date) `id` & | > fin', forever)).toMatch(/^The dog; \$\(.+\) `.+` & \| > end$/);
  });
  it('fails with a reason for a direction that is not installed', async () => {
    await expect(runDirection('xxx-yyy', 'hola', forever)).rejects.toThrow(ApertiumFailed);
  });
  it('is stopped when nobody waits any more', async () => {
    await expect(runDirection('spa-eng', 'hola '.repeat(1000), AbortSignal.timeout(1))).rejects.toThrow();
  });
});
