/** A word as PocketSphinx heard it. */
export interface DecodedWord {
  text: string;
  startSeconds: number;
  endSeconds: number;
  /** 0 to 1: the word's share of what the lattice holds possible at its place. It is no probability of being right: see word-confidence.ts. */
  posterior: number;
}

/** `moves(2) 1.480 1.790 0.633400`; the number in brackets tells which pronunciation it was. */
const WORD = /^(\S+?)(?:\(\d+\))? (\d+\.\d+) (\d+\.\d+) (\d+(?:\.\d+)?(?:e-\d+)?)$/;

/** `<s>`, `</s>`, `<sil>`, `[NOISE]`, `++UM++`: nothing that was said. */
const FILLER = /^(?:<.*>|\[.*\]|\+\+.*\+\+)$/;

/** How an utterance begins and ends: in silence. */
const EDGE = /^<\/?s>$/;

/** The program names a word's first and last frame. */
const FRAME_SECONDS = 0.01;

/** What was heard in a whole recording. */
export interface DecodedSpeech {
  words: DecodedWord[];
  /** So long there was sound between words in which it found none. Silence is cut out before it listens, but for a little at the edges. */
  wordlessSeconds: number;
}

/** What stands in one line of `pocketsphinx_continuous -time yes`: a word or a filler, or nothing where it is the sentence itself. */
export function decodedItem(line: string): DecodedWord | undefined {
  const [, text, start, end, posterior] = WORD.exec(line) ?? [];
  if (text === undefined) return undefined;
  const startSeconds = Number(start);
  return { text, startSeconds, endSeconds: Math.max(startSeconds, Number(end)), posterior: Math.min(1, Number(posterior)) };
}

export function decodedSpeech(output: string): DecodedSpeech {
  const items = output.split('\n').flatMap((line) => decodedItem(line) ?? []);
  const fillers = items.filter(({ text }) => FILLER.test(text) && !EDGE.test(text));
  return { words: items.filter(({ text }) => !FILLER.test(text)), wordlessSeconds: fillers.reduce((sum, item) => sum + lengthOf(item), 0) };
}

export const lengthOf = ({ startSeconds, endSeconds }: DecodedWord): number => endSeconds - startSeconds + FRAME_SECONDS;
