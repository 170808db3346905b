import type { ByteRange } from '@polyreel/object-store';

/** What a Range header asks for: a range, `whole` where there is none that counts, or `unsatisfiable`. */
export type Asked = ByteRange | 'whole' | 'unsatisfiable';

/**
 * Reads a Range header (RFC 9110, section 14) for a file of `bytes`. Several ranges and other units are answered with the
 * whole file, as the RFC allows.
 */
export function askedRange(header: string | undefined, bytes: number): Asked {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return 'whole';
  const [first, last] = [match[1]!, match[2]!];
  if (first === '') {
    const length = Math.min(Number(last), bytes);
    return length === 0 ? 'unsatisfiable' : { start: bytes - length, end: bytes - 1 };
  }
  const start = Number(first);
  const end = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (last !== '' && Number(last) < start) return 'whole';
  return start >= bytes ? 'unsatisfiable' : { start, end };
}
