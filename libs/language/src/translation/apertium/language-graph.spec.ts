import { describe, expect, it } from 'vitest';
import { directionsIn, shortestWays } from './language-graph.js';

const installed = directionsIn(
  '  spa-eng\n  cat-eng\n  ro-es\n  fr-es\n  fra-cat\n  cat-eng_US\n  eo-en-compounds\n  bul-mkd\n  mkd-eng\n  rus-ukr\n  ukr-rus\n',
);
const ways = (from: string) => shortestWays(installed, from, 'eng').map((way) => way.map(({ mode }) => mode).join(' '));

describe('the ways to English over the installed pairs', () => {
  it('are direct where there is a pair', () => expect(ways('spa')).toEqual(['spa-eng']));
  it('go through a pivot where there is none, whatever codes the packages use', () => expect(ways('ron')).toEqual(['ro-es spa-eng']));
  it('are all told where several are equally short, the fullest pivot first', () =>
    expect(ways('fra')).toEqual(['fr-es spa-eng', 'fra-cat cat-eng']));
  it('do not run in circles', () => expect(ways('ukr')).toEqual([]));
  it('leave out variants of a pair', () => expect(installed.map(({ mode }) => mode)).not.toContain('cat-eng_US'));
});
