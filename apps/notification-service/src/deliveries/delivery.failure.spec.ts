import { describe, expect, it } from 'vitest';
import { failureOf } from './delivery.failure.js';

const withCode = (code: string, message = 'it failed') => Object.assign(new Error(message), { code });

describe('a failure', () => {
  it.each([
    ['url_refused', 'address_refused'],
    ['ENOTFOUND', 'name'],
    ['EAI_AGAIN', 'name'],
    ['ETIMEDOUT', 'timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
    ['UND_ERR_BODY_TIMEOUT', 'timeout'],
    ['ECONNREFUSED', 'connection'],
    ['ECONNRESET', 'connection'],
    ['EPIPE', 'connection'],
    ['EHOSTUNREACH', 'connection'],
    ['UND_ERR_SOCKET', 'connection'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['EPROTO', 'tls'],
    ['HPE_INVALID_CONSTANT', 'protocol'],
    ['UND_ERR_HEADERS_OVERFLOW', 'protocol'],
    ['ESOMETHINGNEW', 'other'],
  ])('with the code %s is of the class %s', (code, errorClass) => {
    expect(failureOf(withCode(code))).toEqual({ errorClass, error: `${code}: it failed` });
  });

  it('of the clock is a timeout, whatever number the platform gives it', async () => {
    const signal = AbortSignal.timeout(1);
    await new Promise((aborted) => signal.addEventListener('abort', aborted));
    expect(failureOf(signal.reason)).toMatchObject({ errorClass: 'timeout' });
  });

  it('is told on one line of at most 300 characters, without anything that acts instead of being read', () => {
    const { error } = failureOf(withCode('ECONNRESET', `a\u001b[31m\r\nb\u202e${'x'.repeat(5_000)}`));
    expect(error).toMatch(/^ECONNRESET: a \[31m b x+$/);
    expect(error).toHaveLength(300);
  });

  it.each([undefined, null, 'a string', 7])('that is no error, but %s, has words all the same', (thrown) => {
    expect(failureOf(thrown)).toEqual({ errorClass: 'other', error: String(thrown) });
  });
});
