import { z } from 'zod';

/** RFC 5321, 4.5.3.1.3: a path of 256 octets with its two brackets. */
const LONGEST = 254;

/**
 * An e-mail address as accounts are found by it: trimmed, in one Unicode form, in lower case, its domain as DNS has it. `Ada@Exämple.ORG`
 * and `ada@xn--exmple-cua.org` are one address.
 */
export const EmailAddress = z
  .string()
  .max(LONGEST)
  .transform(normalised)
  .pipe(
    z
      .email()
      .max(LONGEST)
      // A spreadsheet would run it as a formula.
      .refine((address) => !/^[=+\-@]/.test(address), {
        params: { code: 'email_invalid' },
        message: 'An address does not begin like this.',
      }),
  );

function normalised(text: string): string {
  const address = text.trim().normalize('NFKC').toLowerCase();
  const at = address.lastIndexOf('@');
  return at < 0 ? address : `${address.slice(0, at)}@${inDns(address.slice(at + 1))}`;
}

/** A domain that is none stays as it is: the check that follows refuses it. */
function inDns(domain: string): string {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return domain;
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return domain;
  }
}
