/** Puts each translated sentence where its original stood, so that line breaks and list marks stay. `sentences` are pieces of `text` in its order. */
export function inPlace(text: string, sentences: readonly string[], translations: readonly string[]): string {
  let [at, result] = [0, ''];
  for (const [index, sentence] of sentences.entries()) {
    const start = text.indexOf(sentence, at);
    if (start < 0) return translations.map(closed).join(' ');
    result += joined(result, text.slice(at, start), index) + translations[index]!;
    at = start + sentence.length;
  }
  return result + text.slice(at);
}

/** Scripts without spaces put none between sentences, and Thai and Lao no full stop either; English needs both. */
function joined(before: string, between: string, index: number): string {
  if (index === 0 || between.includes('\n')) return between;
  return (closed(before) === before ? '' : '.') + (between || ' ');
}

const closed = (sentence: string) => (/[.!?…:;]["'”’»)\]]*$/u.test(sentence) ? sentence : `${sentence}.`);
