import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { LanguageDetector } from './language-detector.js';

let detector: LanguageDetector;
beforeAll(async () => {
  detector = await LanguageDetector.load();
});

describe('a language detector', () => {
  it.each([
    ['en', 'A red dragon flies over a ruined castle at dusk.'],
    ['th', 'มังกรแดงบินเหนือปราสาท'],
    ['ta', 'ஒரு சிவப்பு டிராகன் பறக்கிறது'],
    ['te', 'ఒక ఎర్రటి డ్రాగన్ ఎగురుతోంది'],
    ['ja', '夕暮れの空を赤い竜が飛ぶ'],
    ['ko', '붉은 용이 성 위를 날아간다'],
    ['zh-Hans', '黄昏时分，一条红龙飞过城堡'],
    ['zh-Hant', '黃昏時分，一條紅龍飛過城堡'],
  ])('knows %s', (language, text) => {
    expect(detector.detect(text)).toMatchObject({ language, reliable: true });
  });

  it.each([
    ['hi', 'लड़की समुद्र के किनारे दौड़ रही है', 'mr', 'मुलगी समुद्रकिनारी धावत आहे'],
    ['hi', 'मुझे नहीं पता बिल्ली कहाँ है', 'ne', 'बिरालो कहाँ छ मलाई थाहा छैन'],
    ['id', 'Saya tidak bisa menemukan mobil saya karena sudah malam', 'ms', 'Saya tidak boleh mencari kereta saya kerana sudah malam'],
    ['da', 'Jeg ved ikke, hvor katten er blevet af', 'nb', 'Jeg vet ikke hvor katten er blitt av'],
    ['sr-Latn', 'Ne znam gde je moja mačka, možda je u vozu', 'hr', 'Ne znam gdje je moja mačka, možda je u vlaku'],
    ['ru', 'Девочка бежит по берегу и смотрит на дедушку', 'uk', 'Дівчинка біжить берегом і дивиться на дідуся'],
    ['bg', 'Момичето тича по плажа и гледа към морето', 'mk', 'Девојчето трча по плажата и гледа кон морето'],
    ['cs', 'Nevím, kde je kočka, ale dům je prázdný', 'sk', 'Neviem, kde je mačka, ale dom je prázdny'],
    ['fa', 'دخترک با بادبادک زرد در ساحل می‌دود', 'ar', 'تجري الفتاة على الشاطئ مع طائرة ورقية'],
    ['ur', 'لڑکی ساحل پر دوڑ رہی ہے', 'ps', 'نجلۍ د سیند پر غاړه منډې وهي'],
    ['es', 'La niña corre por la playa mientras su abuelo la mira', 'gl', 'A nena corre pola praia mentres o seu avó a mira'],
    ['nl', 'Ik weet niet waar de kat is', 'af', 'Ek weet nie waar die kat is nie'],
    ['fi', 'En tiedä, missä kissa on', 'et', 'Ma ei tea, kus kass on'],
    ['bn', 'মেয়েটি সৈকতে দৌড়াচ্ছে', 'as', 'ছোৱালীজনীয়ে নদীৰ পাৰত দৌৰি আছে'],
  ])('tells %s from its neighbour', (one, text, other, otherText) => {
    expect(detector.detect(text).language).toBe(one);
    expect(detector.detect(otherText).language).toBe(other);
  });

  it('writes the script of Serbian into the tag', () => {
    expect(detector.detect('Не знам где је мачка, можда је у возу').language).toBe('sr-Cyrl');
  });

  it.each(['', '   ', '12345 67', '😀😀🐉', '...?!', '\u200b\u200d', 'https://example.com/a?b=c'])(
    'calls %j undetermined with no confidence',
    (text) => {
      expect(detector.detect(text)).toEqual({ language: 'und', confidence: 0, reliable: false, alternatives: [], engine: 'none' });
    },
  );

  it.each(['dragon', 'Dragon', 'robot', 'taxi', 'ok', 'a', 'x', 'Tokyo', 'Anna'])('is not confident about the single word "%s"', (word) => {
    expect(detector.detect(word).reliable).toBe(false);
  });

  it.each(['Hello мир привет friend', 'A dragon 龙在天上飞 over the castle', 'مرحبا hello שלום'])(
    'does not call the mixed text "%s" reliable',
    (text) => {
      expect(detector.detect(text).reliable).toBe(false);
    },
  );

  it.each(['a\ud800b', '\udc00', '\0\0', 'ﷺ', 'a'.repeat(5_000), '龍'.repeat(5_000), '👩‍👩‍👧'.repeat(500), 'İıẞ'])(
    'survives hostile text',
    (text) => {
      const told = detector.detect(text);
      expect(told.confidence).toBeGreaterThanOrEqual(0);
      expect(told.confidence).toBeLessThanOrEqual(1);
      expect(told.alternatives.length).toBeLessThanOrEqual(3);
    },
  );

  it('gives the same answer every time', () => {
    const text = 'Kameraet nærmer sig langsomt vinduet';
    expect(detector.detect(text)).toEqual(detector.detect(text));
  });
});

describe.each([
  ['tuning', 0.95],
  ['held-out', 0.9],
])('on the %s corpus', (name, least) => {
  const corpus = JSON.parse(readFileSync(new URL(`./corpus/${name}.json`, import.meta.url), 'utf8')) as Record<string, string[]>;
  const texts = Object.entries(corpus).flatMap(([language, sentences]) => sentences.map((text) => ({ language, text })));

  it('is right about nearly every sentence', () => {
    const right = texts.filter(({ language, text }) => detector.detect(text).language === language);
    expect(right.length / texts.length).toBeGreaterThan(least);
  });

  it('is right as often as it says when it calls itself reliable', () => {
    const reliable = texts.map(({ language, text }) => ({ language, told: detector.detect(text) })).filter(({ told }) => told.reliable);
    const promised = reliable.reduce((sum, { told }) => sum + told.confidence, 0) / reliable.length;
    const kept = reliable.filter(({ language, told }) => told.language === language).length / reliable.length;
    expect(reliable.length / texts.length).toBeGreaterThan(0.8);
    expect(Math.abs(promised - kept)).toBeLessThan(0.05);
  });
});
