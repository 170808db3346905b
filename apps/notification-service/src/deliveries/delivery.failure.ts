import type { WebhookErrorClass } from '@polyreel/http-api';
import { printable } from '../printable.text.js';

/** Codes of Node, OpenSSL and undici, as far as they say what a receiver's owner would look at. */
const CLASSES: readonly [RegExp, WebhookErrorClass][] = [
  [/^url_refused$/, 'address_refused'],
  [/^(ENOTFOUND|EAI_|ENODATA)/, 'name'],
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'timeout'],
  [/^(ECONN|EPIPE|EHOSTUNREACH|ENETUNREACH|UND_ERR_SOCKET)/, 'connection'],
  [/(^|_)(CERT|TLS|SSL|SIGNATURE|CRL)(_|$)|^EPROTO$/, 'tls'],
  [/^(HPE_|UND_ERR_)/, 'protocol'],
];

/** What went wrong, as a class that programs may look at and as words: short, on one line, of the outermost error only. */
export function failureOf(error: unknown): { errorClass: WebhookErrorClass; error: string } {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  const errorClass = timedOut ? 'timeout' : (CLASSES.find(([codes]) => codes.test(code))?.[1] ?? 'other');
  return { errorClass, error: printable(`${code && `${code}: `}${message}`).slice(0, 300) };
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
