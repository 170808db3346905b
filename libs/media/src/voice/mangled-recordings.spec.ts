import { AppError, withFolder } from '@polyreel/service-kit';
import { RECORDING_FORMATS, spoken } from '@polyreel/testing';
import fc from 'fast-check';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectRecording } from './inspect-recording.js';

/** What a broken recorder, a bad line or somebody who tries does to a file: bytes of its header or of anywhere changed, its end gone. */
const mangling = fc.record({
  header: fc.array(fc.tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
  anywhere: fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 0, max: 255 })), { maxLength: 20 }),
  keep: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1, noNaN: true })),
});

/** Each run starts two programs. A failing one is told with its seed. */
const RUNS = 15;

describe('a mangled recording', () => {
  it.each(RECORDING_FORMATS)('is told by its facts or by a refusal: %s', async (format) => {
    const good = await readFile(await spoken({ text: 'A lighthouse in the rain.', format }));
    await withFolder('mangled', async (folder) => {
      const path = join(folder, 'recording');
      const property = fc.asyncProperty(mangling, async ({ header, anywhere, keep }) => {
        const bytes = Buffer.from(good.subarray(0, Math.round(good.length * keep)));
        for (const [at, value] of header) if (at < bytes.length) bytes[at] = value;
        for (const [part, value] of anywhere) if (bytes.length) bytes[Math.floor(part * bytes.length)] = value;
        await writeFile(path, bytes);
        const outcome = await inspectRecording(path).catch((error: unknown) => error);
        if (outcome instanceof Error) {
          expect(outcome).toBeInstanceOf(AppError);
          expect((outcome as AppError).code).toMatch(/^voice_/);
          expect((outcome as AppError).statusCode).toBeLessThan(500);
        } else expect(outcome).toMatchObject({ bytes: bytes.length });
      });
      await fc.assert(property, { numRuns: RUNS });
    });
  });

  it('that is any bytes behind the first ones of a format is no more', () =>
    withFolder('mangled', async (folder) => {
      const path = join(folder, 'recording');
      const starts = ['RIFF\0\0\0\0WAVEfmt ', 'OggS\0\x02', 'fLaC\0\0\0\x22', 'ID3\x04\0\0\0\0\0\0\xff\xfb\x90', '\0\0\0\x18ftypM4A '];
      const property = fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 2_000 }), async (start, rest) => {
        await writeFile(path, Buffer.concat([Buffer.from(start, 'latin1'), rest]));
        await expect(inspectRecording(path)).rejects.toBeInstanceOf(AppError);
      });
      await fc.assert(property, { numRuns: RUNS });
    }));
});
