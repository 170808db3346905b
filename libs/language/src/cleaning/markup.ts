import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const entities = loadJson(import.meta.url, './entities.json', z.record(z.string(), z.string()));

/** Elements whose content is no text for people. Left open, they swallow the rest, as in a browser. */
const HIDDEN = /<(script|style|template|iframe|object|noscript)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi;
const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
const BREAKING = /<\/?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|section|article|blockquote|hr)\b[^<>]*>/gi;
/** A tag begins with a letter, a slash or an exclamation mark at once: "a < b" and "<3" are text. One left open ends with the text. */
const TAG = /<[a-z!/?][^<>]*(?:>|$)/gi;

/** Decodes character references exactly once: what was written as `&amp;lt;` stays `&lt;`. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,15}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name) return entities[name] ?? whole;
      const point = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16);
      return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : '';
    },
  );
}

/** Leaves the text of HTML: tags and comments out, scripts and styles with all they hold. */
export function stripMarkup(text: string): string {
  return text.replace(COMMENT, '').replace(HIDDEN, ' ').replace(BREAKING, '\n').replace(TAG, '');
}
