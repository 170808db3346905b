import { describe, expect, it } from 'vitest';
import { LetterKind, type LetterValues, PLACEHOLDERS, WITH_ACTION } from './letter.kind.js';
import { Letters, lettersIn, LOCALES } from './letter.templates.js';
import { inShort, writeLetter } from './letter.writer.js';

const values: LetterValues = {
  until: '2026-11-26T12:00:00.000Z',
  prompt: 'A whale under the ice',
  code: 'prompt_refused',
  month: '2026-11',
  spent: 1_234,
  budget: 1_500,
  url: 'https://example.com/hook',
};
const link = 'https://polyreel.example/verify?token=abc&kind=1';

describe('letters', () => {
  it('are there in at least ten languages', () => expect(LOCALES.length).toBeGreaterThanOrEqual(10));

  it.each(LOCALES)('are whole in %s: every kind, every placeholder, and nothing left open', (locale) => {
    const { letters } = lettersIn(locale);
    expect(Object.keys(letters.letters).sort()).toEqual([...LetterKind.options].sort());
    for (const kind of LetterKind.options) {
      const { subject, text, html } = writeLetter(kind, locale, values, link);
      for (const written of [subject, text, html]) expect(written, kind).not.toMatch(/\{\w+\}|undefined|Invalid/);
      for (const name of PLACEHOLDERS[kind].filter((one) => ['prompt', 'code', 'url'].includes(one)))
        expect(text, kind).toContain(String(values[name]));
      expect(text.includes(link), kind).toBe(WITH_ACTION.includes(kind));
    }
  });

  it('are refused where one lacks a placeholder, has a stranger, or lacks its action', () => {
    const { letters } = lettersIn('en');
    const changed = (kind: LetterKind, letter: object) =>
      Letters.safeParse({ ...letters, letters: { ...letters.letters, [kind]: { ...letters.letters[kind], ...letter } } }).success;
    expect(changed('welcome', {})).toBe(true);
    expect(changed('film_ready', { text: 'It is finished.' })).toBe(false);
    expect(changed('welcome', { text: 'Hello {name}.' })).toBe(false);
    expect(changed('verify_email', { action: undefined })).toBe(false);
  });

  it('come in the nearest language, and in English where there is none', () => {
    expect(lettersIn('pt-BR').language).toBe('pt');
    expect(lettersIn('zh-Hant-TW').language).toBe('zh');
    expect(lettersIn('tlh').language).toBe('en');
    expect(lettersIn('../../secrets').language).toBe('en');
  });

  it('run from right to left where the language does', () => {
    for (const locale of ['ar', 'he'])
      expect(writeLetter('welcome', locale, {}).html).toMatch(/<html lang="\w+" dir="rtl">[^]*<body dir="rtl"/);
    expect(writeLetter('welcome', 'ja', {}).html).toContain('dir="ltr"');
  });

  it('put dates and numbers as the reader writes them', () => {
    expect(writeLetter('budget_80', 'de', values).text).toContain('Im November 2026 hast du 1.234 von 1.500 Credits verbraucht.');
    expect(writeLetter('verify_email', 'en', values, link).text).toContain('November 26, 2026 at 12:00:00 PM UTC');
  });

  it('keep a prompt from becoming markup, a header, a second line, or another placeholder', () => {
    const prompt = '<img src=x onerror=alert(1)>"\r\nBcc: everybody@example.com\r\n\r\n{url} \u202eevil\u2028line';
    const { subject, html, text } = writeLetter('film_ready', 'en', { ...values, prompt });
    expect(subject).not.toMatch(/[\r\n\u2028\u202e]/);
    expect(subject).toMatch(/^Your film is ready: <img src=x onerror=alert\(1\)>" Bcc: /);
    expect(html).not.toContain('<img');
    expect(html).toContain('<bdi>&lt;img src=x onerror=alert(1)&gt;&quot; Bcc: everybody@example.com {url} evil line</bdi>');
    expect(text).not.toMatch(/^Bcc:/m);
    expect(text).not.toContain(values.url);
  });

  it('cut a prompt that is a novel, between characters', () => {
    const { title } = inShort('film_ready', 'en', { prompt: '🐋'.repeat(500) });
    expect([...title.replace('Your film is ready: ', '')]).toHaveLength(60);
    expect(title).not.toMatch(/\p{Surrogate}/u);
  });
});
