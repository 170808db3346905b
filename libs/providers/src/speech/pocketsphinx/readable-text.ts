/** A pause this long ends a sentence: within one, speakers and synthesizers alike rest for a third of that at a comma. */
const SENTENCE_PAUSE_SECONDS = 0.45;
/** Words that no sentence ends with, however long the speaker thinks after them. */
const UNFINISHED = new Set(
  'a an the and or but of in on at to with from by for into onto over under while as his her its their my your our is are was were'.split(
    ' ',
  ),
);
/** A sentence of fewer words is joined to the next. */
const LEAST_WORDS = 3;

interface Spoken {
  text: string;
  startSeconds: number;
  endSeconds: number;
}

/**
 * Writes bare words as people write: sentences end where the speaker pauses, begin with a capital, and `i` is one too. The words come back
 * as they stand in the text, so that joined by spaces they are the text.
 */
export function readable<Word extends Spoken>(words: readonly Word[]): { text: string; words: Word[] } {
  const written: Word[] = [];
  let inSentence = 0;
  words.forEach((word, index) => {
    const next = words[index + 1];
    const pause = next ? next.startSeconds - word.endSeconds : Infinity;
    const begins = inSentence === 0;
    inSentence += 1;
    const ends = !next || (pause >= SENTENCE_PAUSE_SECONDS && inSentence >= LEAST_WORDS && !UNFINISHED.has(word.text.toLowerCase()));
    if (ends) inSentence = 0;
    const spelled = word.text.replace(/^i(?=$|')/, 'I');
    written.push({ ...word, text: `${begins ? capital(spelled) : spelled}${ends ? '.' : ''}` });
  });
  return { text: written.map(({ text }) => text).join(' '), words: written };
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
