import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type AccountPage, accountPage } from './account.pages.js';
import { PAGE_LANGUAGES, pageLanguage, wordsOf } from './page.words.js';

const PAGES: AccountPage[] = ['verify-email', 'reset-password'];
const letters = readdirSync(new URL('../../../notification-service/src/letters/', import.meta.url))
  .flatMap((file) => /^([a-z]{2})\.json$/.exec(file)?.[1] ?? [])
  .sort();

describe('the pages that letters lead to', () => {
  it('speak every language that letters are written in, and the same direction', () => expect(PAGE_LANGUAGES).toEqual(letters));

  it.each(PAGE_LANGUAGES)('are whole in %s', (language) => {
    const words = wordsOf(language);
    expect(words.direction).toBe(['ar', 'he'].includes(language) ? 'rtl' : 'ltr');
    for (const name of PAGES) {
      const page = accountPage(name, language);
      expect(page).toContain(`<html lang="${language}" dir="${words.direction}">`);
      const inPage = /data-words="([^"]+)"/.exec(page)![1]!.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
      const { title, button, done } = name === 'verify-email' ? words.verifyEmail : words.resetPassword;
      expect(JSON.parse(inPage)).toEqual({ ...words.failures, done });
      for (const said of [title, button]) expect(page).toContain(said);
      // Nothing from elsewhere, nothing in line that could run, and no way for a password into an address.
      expect(page).not.toMatch(/https?:|\son\w+=|<script>|method="get"/);
      expect(page).toContain('<button disabled>');
    }
  });

  it('are in no two languages the same', () =>
    expect(new Set(PAGE_LANGUAGES.map((language) => wordsOf(language).resetPassword.done)).size).toBe(PAGE_LANGUAGES.length));
});

describe('the language of a page', () => {
  it.each([
    [undefined, undefined, 'en'],
    ['de', 'fr', 'de'],
    ['pt-BR', undefined, 'pt'],
    ['zh_Hant_TW', undefined, 'zh'],
    ['xx', 'fr;q=0.5, ja;q=0.9, *;q=0.1', 'ja'],
    [undefined, 'en-GB,en;q=0.8,he;q=0.9', 'en'],
    [undefined, 'sv, ar;q=0.8, en;q=0.7', 'ar'],
    [undefined, 'fr;q=0, de;q=0.1', 'de'],
    [undefined, 'fr;q=nonsense, ; ,,;;q=2', 'fr'],
    ['iw', undefined, 'he'],
    ['constructor', '__proto__', 'en'],
    ['../../secret', undefined, 'en'],
    [undefined, 'x'.repeat(100_000), 'en'],
    [undefined, `${'sv,'.repeat(10_000)}de`, 'en'],
  ])('of a link in %j, for a browser that likes %j, is %s', (locale, accepted, language) =>
    expect(pageLanguage(locale, accepted)).toBe(language),
  );
});
