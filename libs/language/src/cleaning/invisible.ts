/** Characters that nobody sees but that change what a machine reads, and the few of them that writing needs. */

/** Line feed and tab are whitespace; every other control character, and code points that are no characters, go. */
export const CONTROL = /[\p{Cc}\u{fdd0}-\u{fdef}\u{fffe}\u{ffff}\u{fff9}-\u{fffc}]/gu;
const KEPT_CONTROL = new Set(['\n', '\t', '\r', '\u0085', '\v', '\f']);

/** Embeddings, overrides, isolates and marks of direction: they can show a text otherwise than it reads. */
export const BIDI = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/gu;

/** Zero-width characters, fillers, variation selectors and tag characters. */
export const ZERO_WIDTH =
  /[\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff\u00ad\u034f\u180b-\u180f\u115f\u1160\u3164\uffa0\u17b4\u17b5\ufe00-\ufe0f\u{e0000}-\u{e01ef}]/gu;

const JOINING_SCRIPTS =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Mongolian}\p{Script=Tibetan}]/u;
const EMOJI_PART = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\u20e3\u{e0020}-\u{e007f}]/u;

/** Whether a control character is one that lays text out. */
export function isLayout(character: string): boolean {
  return KEPT_CONTROL.has(character);
}

/**
 * Whether a zero-width character is part of the writing: a joiner between letters of a script that joins, or inside an emoji; a
 * variation selector on an emoji, a keycap or a Chinese character; the letters of a flag of tags.
 */
export function isWriting(character: string, before: string, after: string): boolean {
  if (character === '\u200c') return JOINING_SCRIPTS.test(before) && JOINING_SCRIPTS.test(after);
  if (character === '\u200d') return JOINING_SCRIPTS.test(before) || (EMOJI_PART.test(before) && /\p{Extended_Pictographic}/u.test(after));
  if (character === '\ufe0e' || character === '\ufe0f') return /\p{Emoji}/u.test(before);
  if (/[\ufe00-\ufe0d\u{e0100}-\u{e01ef}]/u.test(character)) return /\p{Script=Han}/u.test(before);
  if (/[\u180b-\u180f]/u.test(character)) return /\p{Script=Mongolian}/u.test(before);
  if (/[\u{e0020}-\u{e007f}]/u.test(character)) return /[\u{1f3f4}\u{e0020}-\u{e007e}]/u.test(before);
  return false;
}
