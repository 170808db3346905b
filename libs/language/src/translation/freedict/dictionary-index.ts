import { readFileSync } from 'node:fs';

/** Where an entry lies in the unpacked dictionary, in bytes. */
export interface Place {
  headword: string;
  offset: number;
  length: number;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUE = new Map([...DIGITS].map((digit, value) => [digit, value]));
const [TAB, NEWLINE, SPACE] = [9, 10, 32];
const [FNV_START, FNV_PRIME] = [0x811c9dc5, 0x01000193];
/** UTF-8 lead bytes of the Hebrew and Arabic blocks. */
const OPTIONAL_MARKS = { from: 0xd6, to: 0xdb };
/** A language's most frequent headword has fewer entries than this; more would be noise. */
const MOST_ENTRIES = 16;

/** Sorted keys hold both hash and line: 28 bits of hash, 25 bits of line start, together what a double holds exactly. */
const LINE = 2 ** 25;

/**
 * The single-word headwords of a dictd `.index` (headword, offset and length in base 64, parted by tabs; dictd(8)). Kept as the file's
 * bytes and one sorted table of hashes and line starts: 380,000 German headwords take 16 MB instead of 150 in a Map.
 */
export class DictionaryIndex {
  private readonly bytes: Buffer;
  private readonly keys: Float64Array;

  constructor(
    path: string,
    private readonly spelled: (headword: string) => string,
  ) {
    this.bytes = readFileSync(path);
    if (this.bytes.length >= LINE) throw new Error(`${path} is longer than an index may be`);
    const keys: number[] = [];
    for (let start = 0; start < this.bytes.length;) {
      const tab = this.bytes.indexOf(TAB, start);
      if (tab < 0) break;
      const value = this.hashAt(start, tab);
      if (value !== undefined) keys.push(value * LINE + start);
      const end = this.bytes.indexOf(NEWLINE, tab);
      start = end < 0 ? this.bytes.length : end + 1;
    }
    this.keys = Float64Array.from(keys).sort();
  }

  /** The entries of a spelled headword; empty where there is none. */
  find(spelledWord: string): Place[] {
    const wanted = hash(spelledWord);
    const places: Place[] = [];
    for (let at = this.firstFrom(wanted * LINE); places.length < MOST_ENTRIES; at += 1) {
      const key = this.keys[at];
      if (key === undefined || key >= (wanted + 1) * LINE) break;
      const place = this.placeAt(key % LINE);
      if (this.spelled(place.headword) === spelledWord) places.push(place);
    }
    return places;
  }

  /** The hash of a headword, undefined for a phrase. The file is in lower case: only scripts with optional marks need spelling. */
  private hashAt(start: number, end: number): number | undefined {
    let value = FNV_START;
    for (let at = start; at < end; at += 1) {
      const byte = this.bytes[at]!;
      if (byte === SPACE) return undefined;
      if (byte >= OPTIONAL_MARKS.from && byte <= OPTIONAL_MARKS.to) {
        const headword = this.bytes.toString('utf8', start, end);
        return headword.includes(' ') ? undefined : hash(this.spelled(headword));
      }
      value = Math.imul(value ^ byte, FNV_PRIME);
    }
    return value >>> 4;
  }

  private firstFrom(key: number): number {
    let [low, high] = [0, this.keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.keys[middle]! < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private placeAt(start: number): Place {
    const end = this.bytes.indexOf(NEWLINE, start);
    const [headword = '', offset = '', length = ''] = this.bytes.toString('utf8', start, end < 0 ? this.bytes.length : end).split('\t');
    return { headword, offset: number(offset), length: number(length) };
  }
}

const number = (digits: string) => [...digits].reduce((sum, digit) => sum * 64 + (VALUE.get(digit) ?? 0), 0);

/** FNV-1a over the UTF-8 bytes, the upper 28 of its 32 bits. */
const hash = (text: string): number => Buffer.from(text).reduce((value, byte) => Math.imul(value ^ byte, FNV_PRIME), FNV_START) >>> 4;
