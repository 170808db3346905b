import { afterEach, describe, expect, it, vi } from 'vitest';
import { OidcConfig } from './oidc.config.js';

describe('pages that a sign-in may end at', () => {
  afterEach(() => vi.unstubAllEnvs());
  const configured = (pages: string) => {
    vi.stubEnv('OIDC_RETURN_TO', pages);
    return new OidcConfig().OIDC_RETURN_TO;
  };

  it('are none unless they are listed', () => expect(configured('')).toEqual([]));

  it('are listed by commas, as a browser shows them', () =>
    expect(configured('https://studio.example.org/signed-in, http://localhost:5173/?view=in')).toEqual([
      'https://studio.example.org/signed-in',
      'http://localhost:5173/?view=in',
    ]));

  it.each([
    'http://studio.example.org/',
    'https://studio.example.org',
    'https://studio.example.org/#',
    'https://studio.example.org/#in',
    'https://me:secret@studio.example.org/',
    'https://STUDIO.example.org/',
    'https://studio.example.org:443/',
    'https://studio.example.org/a/../b',
    'javascript:alert(1)',
    'studio.example.org',
    '/signed-in',
  ])('are never %j', (page) => expect(() => configured(page)).toThrow('OIDC_RETURN_TO'));
});
