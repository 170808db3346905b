import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const letters = loadJson(import.meta.url, './serbian.json', z.record(z.string().length(1), z.string().min(1).max(2)));

/** Serbian in the Latin alphabet, the only one that Apertium's dictionary is written in. Latin text stays as it is. */
export const serbianLatin = (text: string): string =>
  text.replace(/\p{Script=Cyrillic}/gu, (letter) => {
    const latin = letters[letter.toLowerCase()] ?? letter;
    return letter === letter.toLowerCase() ? latin : latin[0]!.toUpperCase() + latin.slice(1);
  });
