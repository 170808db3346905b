import type { KeptFile } from '@polyreel/http-api';
import type { ObjectStore } from '@polyreel/object-store';
import type { Question } from '@polyreel/service-kit';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { AccountArchive } from './account.archive.js';
import { KeptFiles } from './kept.files.js';
import { KeptPages } from './kept.pages.js';
import type { OwnRecords } from './own.records.js';

const MIB = 1024 * 1024;
const FILM_MIB = 200;

/** An archive with one long film, and how much of it has been read so far. */
function archiveOf(pages: () => unknown[] = () => []) {
  const read = { pieces: 0, ended: false, opened: 0 };
  const place: KeptFile['place'] = { bucket: 'generated-content', key: 'a/film.mp4' };
  const film: KeptFile = {
    ...{ fileId: randomUUID(), generationId: randomUUID(), fileType: 'film', contentType: 'video/mp4', checksum: 'c', createdAt: 'then' },
    ...{ bytes: FILM_MIB * MIB, downloadUrl: '/', place },
  };
  const store = {
    stat: () => Promise.resolve({}),
    get: () => {
      read.opened += 1;
      const pieces = (function* () {
        for (; read.pieces < FILM_MIB; read.pieces++) yield Buffer.alloc(MIB);
      })();
      return Promise.resolve(Readable.from(pieces, { highWaterMark: 1 }).once('close', () => (read.ended = true)));
    },
  } as unknown as ObjectStore;
  const neighbours = {
    ask: ({ path, data }: Question<z.ZodType>) =>
      Promise.resolve(data.parse({ items: path.startsWith('/kept/files') ? [film] : pages(), nextCursor: null })),
  };
  const config = { EXPORT_FILES_MIB: 1_024 };
  const kept = new KeptPages(neighbours as never);
  const own = { of: () => ({}) } as unknown as OwnRecords;
  return { read, stream: new AccountArchive(own, kept, new KeptFiles(kept, store, config), store, config).of(randomUUID()) };
}

describe('the archive of an account', () => {
  it('reads no further than whoever takes it, however long the films are', async () => {
    const { read, stream } = archiveOf();
    let taken = 0;
    let furthest = 0;
    for await (const piece of stream) {
      taken += (piece as Buffer).length;
      furthest = Math.max(furthest, read.pieces * MIB - taken);
    }
    expect(taken).toBeGreaterThan(FILM_MIB * MIB);
    expect(furthest).toBeLessThan(8 * MIB);
  });

  it('stops reading a film when nobody takes the rest', async () => {
    const { read, stream } = archiveOf();
    for await (const piece of stream) if (read.pieces > 3 || !piece) break;
    await expect.poll(() => read.ended).toBe(true);
    expect(read.pieces).toBeLessThan(20);
  });

  it('fails where a source fails, and opens nothing after it', async () => {
    const { read, stream } = archiveOf(() => {
      throw new Error('away');
    });
    stream.resume();
    const [error] = (await once(stream, 'error')) as [Error];
    expect(error.message).toBe('away');
    expect(read.opened).toBe(0);
  });
});
