/** A page has at most this many bytes: 27 of header, 255 of a table, 255 × 255 of content. */
const LONGEST_PAGE = 27 + 255 + 255 * 255;

/**
 * Whether an Ogg file ends in the middle of a page. One that ends between two pages without the mark of a last page is whole: so do
 * live recordings end, and every player takes them.
 */
export function endsInPage(tail: Buffer): boolean {
  const at = tail.lastIndexOf('OggS');
  if (at < 0) return true;
  if (at + 27 > tail.length) return true;
  const segments = tail[at + 26]!;
  if (at + 27 + segments > tail.length) return true;
  const content = tail.subarray(at + 27, at + 27 + segments).reduce((sum, length) => sum + length, 0);
  return at + 27 + segments + content > tail.length;
}

export const OGG_TAIL_BYTES = LONGEST_PAGE + 4;
