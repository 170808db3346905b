import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readRefreshToken, RefreshTokens } from './refresh.token.js';

describe('refresh tokens', () => {
  const tokens = new RefreshTokens(randomBytes(32));
  const [sessionId, seed] = [randomUUID(), randomBytes(32)];

  it('tell their session and turn, and are known as genuine', () => {
    const shown = readRefreshToken(tokens.tokenOf(sessionId, 7, seed))!;
    expect(shown).toMatchObject({ sessionId, turn: 7 });
    expect(tokens.isGenuine(shown, seed)).toBe(true);
  });

  it('are not genuine in another turn, in another session, or with another secret', () => {
    const shown = readRefreshToken(tokens.tokenOf(sessionId, 7, seed))!;
    expect(tokens.isGenuine({ ...shown, turn: 8 }, seed)).toBe(false);
    expect(tokens.isGenuine({ ...shown, sessionId: randomUUID() }, seed)).toBe(false);
    expect(tokens.isGenuine(shown, randomBytes(32))).toBe(false);
    expect(new RefreshTokens(randomBytes(32)).isGenuine(shown, seed)).toBe(false);
  });

  it.each([
    '',
    'rt_',
    'rt_x_0_y',
    `rt_${'A'.repeat(22)}_-1_${'A'.repeat(43)}`,
    `rt_${'A'.repeat(22)}_9999999999_${'A'.repeat(43)}`,
    'pr_key',
  ])('are nothing like %j', (text) => expect(readRefreshToken(text)).toBeUndefined());
});
