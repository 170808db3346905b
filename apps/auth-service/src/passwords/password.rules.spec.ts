import { describe, expect, it } from 'vitest';
import { PasswordRules } from './password.rules.js';

describe('the rules for passwords', () => {
  const rules = new PasswordRules();
  const allowed = (password: string) =>
    rules.check(password, 'augusta.ada@example.org').then(
      () => true,
      ({ code }: { code: string }) => code,
    );

  it.each([
    'password',
    'PASSWORD123',
    'qwertyuiop',
    '12345678',
    'ｐａｓｓｗｏｒｄ',
    'aaaaaaaaaaaa',
    'Augusta.Ada',
    'augusta.ada@example.org',
  ])('refuse %j', async (password) => expect(await allowed(password)).toBe('password_too_common'));

  it.each(['correct horse battery staple', 'пароль длиннее', '🦁🦁🦁🐉🐉🐉', 'aaaaaaab-but-longer'])(
    'ask nothing of the kind of characters: %j',
    async (password) => expect(await allowed(password)).toBe(true),
  );
});
