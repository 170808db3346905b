import { closeSync, openSync, readSync } from 'node:fs';
import { inflateRawSync, constants } from 'node:zlib';

const HEADER = 10; // bytes of a gzip header before its extra field (RFC 1952)
const FLAG = { headerCrc: 2, extra: 4, name: 8, comment: 16 };
const KEPT_CHUNKS = 4;

/**
 * Reads pieces of a `.dict.dz` without unpacking all of it: dictzip is gzip whose extra field "RA" tells where each
 * separately compressed chunk of equal length lies (dictzip(1)). Throws where the file is not dictzip.
 */
export class Dictzip {
  private readonly chunkLength: number;
  private readonly starts: number[];
  private readonly chunks = new Map<number, Buffer>();

  constructor(private readonly path: string) {
    const head = this.bytes(0, HEADER + 2);
    const flags = head[3]!;
    if (head.readUInt16BE(0) !== 0x1f8b || !(flags & FLAG.extra)) throw new Error(`${path} is not a dictzip file`);
    const extra = this.bytes(HEADER + 2, head.readUInt16LE(HEADER));
    if (extra.toString('latin1', 0, 2) !== 'RA') throw new Error(`${path} has no random access table`);
    this.chunkLength = extra.readUInt16LE(6);
    let at = HEADER + 2 + extra.length;
    for (const text of [FLAG.name, FLAG.comment]) if (flags & text) at += this.bytes(at, 1024).indexOf(0) + 1;
    if (flags & FLAG.headerCrc) at += 2;
    this.starts = [at];
    for (let chunk = 0; chunk < extra.readUInt16LE(8); chunk += 1) this.starts.push((at += extra.readUInt16LE(10 + 2 * chunk)));
  }

  /** The text at an offset of the unpacked file; both in bytes. */
  read(offset: number, length: number): string {
    const first = Math.floor(offset / this.chunkLength);
    const last = Math.floor((offset + length - 1) / this.chunkLength);
    const parts = Array.from({ length: last - first + 1 }, (_, chunk) => this.chunk(first + chunk));
    const from = offset - first * this.chunkLength;
    return Buffer.concat(parts).toString('utf8', from, from + length);
  }

  /** All of it; for small dictionaries only. */
  readAll(): string {
    return Buffer.concat(this.starts.slice(1).map((_, chunk) => this.chunk(chunk))).toString('utf8');
  }

  private chunk(at: number): Buffer {
    const kept = this.chunks.get(at);
    if (kept) return kept;
    const [start, end] = [this.starts[at], this.starts[at + 1]];
    if (start === undefined || end === undefined) return Buffer.alloc(0);
    const chunk = inflateRawSync(this.bytes(start, end - start), { finishFlush: constants.Z_SYNC_FLUSH });
    if (this.chunks.size >= KEPT_CHUNKS) this.chunks.delete(this.chunks.keys().next().value!);
    this.chunks.set(at, chunk);
    return chunk;
  }

  // Opened for each read, so that a dictionary that is no longer wanted leaves nothing open.
  private bytes(position: number, length: number): Buffer {
    const file = openSync(this.path, 'r');
    try {
      const buffer = Buffer.alloc(length);
      return buffer.subarray(0, readSync(file, buffer, 0, length, position));
    } finally {
      closeSync(file);
    }
  }
}
