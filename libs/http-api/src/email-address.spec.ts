import { describe, expect, it } from 'vitest';
import { EmailAddress } from './email-address.js';

describe('an e-mail address', () => {
  it.each([
    [' Ada@Example.ORG ', 'ada@example.org'],
    ['ada@Exämple.org', 'ada@xn--exmple-cua.org'],
    ['ＡＤＡ@example.org', 'ada@example.org'],
    ['ada+films@example.org', 'ada+films@example.org'],
  ])('%j is kept as %j', (text, kept) => {
    expect(EmailAddress.parse(text)).toBe(kept);
    expect(EmailAddress.parse(kept)).toBe(kept);
  });

  it.each([
    '',
    'ada',
    'ada@',
    '@example.org',
    'ada@example.org@',
    'ada@exa mple.org',
    'ada@example.org\nx',
    'a@b@example.org',
    'ada@127.0.0.1',
  ])('%j is none', (text) => expect(EmailAddress.safeParse(text).success).toBe(false));
});
