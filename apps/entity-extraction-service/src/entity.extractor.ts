import type { DataOf, EntitiesExtracted, Entity } from '@polyreel/contracts';
import { Injectable } from '@nestjs/common';
import { ContinuityTracker } from './continuity.tracker.js';
import { mergeReadings } from './evidence.merger.js';
import type { Source } from './figure.model.js';
import { type Place, placeOf } from './places.model.js';
import { readSentence } from './sentence.reader.js';

/** A text, sentence by sentence, in the writer's language and in English. */
export interface Told {
  sentences: readonly { original: string; translated: string }[];
  sourceLanguage: string;
}

export type Extraction = Pick<DataOf<typeof EntitiesExtracted>, 'entities' | 'places' | 'confidenceScore' | 'extractionMethod'>;

/** The most entities that one film can do anything with. */
const MOST = 60;
const METHODS: Source[] = ['lexicon', 'cldr', 'compromise'];

/** Finds who and what is in the picture, and where: in the writer's own words first, and in English beside them. */
@Injectable()
export class EntityExtractor {
  extract({ sentences, sourceLanguage }: Told): Extraction {
    const tracker = new ContinuityTracker();
    const sources = new Set<Source>();
    const entities: Entity[] = [];
    const places: Place[] = [];
    sentences.forEach(({ original, translated }, index) => {
      const ours = readSentence(original, sourceLanguage);
      const translation = sourceLanguage.split('-')[0] === 'en' || translated === original ? undefined : readSentence(translated, 'en');
      for (const source of [...ours.sources, ...(translation?.sources ?? [])]) sources.add(source);
      const found = tracker.sentence(mergeReadings(ours, translation, sourceLanguage, translated), index, translated);
      const place = placeOf(found, translated, index, places.at(-1));
      entities.push(...found);
      if (place) places.push(place);
    });
    const kept = entities.slice(0, MOST);
    return {
      entities: kept,
      places,
      confidenceScore: confidenceOf(kept, sentences.length),
      extractionMethod: METHODS.filter((method) => sources.has(method)).join('+') || 'none',
    };
  }
}

/** The mean certainty of what was found, less where sentences showed nothing; 0.1 where the whole text shows nothing. */
function confidenceOf(entities: Entity[], sentences: number): number {
  if (entities.length === 0) return 0.1;
  const mean = entities.reduce((sum, { confidence }) => sum + confidence, 0) / entities.length;
  const shown = new Set(entities.map(({ sentence }) => sentence)).size / sentences;
  return Math.round(mean * (0.5 + 0.5 * shown) * 100) / 100;
}
