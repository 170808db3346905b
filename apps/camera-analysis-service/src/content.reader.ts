import type { Sentence } from '@polyreel/contracts';
import { FilmLexicon } from '@polyreel/language';
import { Injectable } from '@nestjs/common';
import { contentWords } from './camera-lexicon.loader.js';

/** Tells what kinds of content a sentence shows (`landscape`, `chase`, `intimate`, …), in English and in the writer's words. */
@Injectable()
export class ContentReader {
  of({ original, translated }: Sentence, language: string): Set<string> {
    const concepts = language === 'en' ? [] : FilmLexicon.match(original, language).map(({ concept }) => concept);
    return new Set([
      ...contentWords.find(translated).flatMap(({ meaning }) => meaning),
      ...concepts.flatMap((concept) => contentWords.meaningOf(concept) ?? []),
    ]);
  }
}
