/**
 * Writes libs/language/src/detection/content-words.json: the single words that the Unicode CLDR annotations use for pictures, by language.
 * A prompt such as "wolf, snow, sunset" has no grammar to be told by, only such words. Run after a build, from the repository's root.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const detection = join('libs', 'language', 'src', 'detection');
const annotations = join(dirname(createRequire(import.meta.url).resolve('cldr-annotations-full/package.json')), 'annotations');
const FOLDERS: Record<string, string> = { nb: 'no', tl: 'fil', 'sr-Cyrl': 'sr' };
const SHORTEST = 3;

const languages = ['latin', 'other-scripts'].flatMap((name) =>
  Object.keys(JSON.parse(readFileSync(join(detection, 'profiles', `${name}.json`), 'utf8')) as object),
);
const words: Record<string, string> = {};
for (const language of languages) {
  const path = join(annotations, FOLDERS[language] ?? language, 'annotations.json');
  if (!existsSync(path)) continue;
  const { annotations: file } = JSON.parse(readFileSync(path, 'utf8')) as {
    annotations: { annotations?: Record<string, { default?: string[]; tts?: string[] }> };
  };
  const own = new Set<string>();
  for (const { default: keywords = [], tts = [] } of Object.values(file.annotations ?? {})) {
    for (const word of [...keywords, ...tts]
      .join(' ')
      .normalize('NFC')
      .toLowerCase()
      .split(/[^\p{L}\p{M}]+/u))
      if (word.length >= SHORTEST) own.add(word);
  }
  if (own.size) words[language] = [...own].sort().join(' ');
}
const about = 'Made by tools/bench/language-detection.words.ts from the Unicode CLDR annotations (Unicode License v3).';
writeFileSync(join(detection, 'content-words.json'), `${JSON.stringify({ about, words }, null, 1)}\n`);
console.log(`${Object.keys(words).length} languages, ${Object.values(words).join(' ').split(' ').length} words`);
