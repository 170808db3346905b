import { request } from 'undici';
import { ATTEMPT_TIMEOUT_MS } from '../deliveries/courier.port.js';
import type { Outcome } from '../deliveries/delivery.types.js';
import { retryAfter } from '../deliveries/retry.schedule.js';
import { printable } from '../printable.text.js';
import { automatic } from './mail.message.js';
import { type Mail, MailTransport } from './mail.transport.js';

/** The request itself is wrong: the same fares no better later. Refused keys (401, 403) are the operator's to mend. */
const FINAL = [400, 413];
const ANSWER_CHARACTERS = 300;

/** SendGrid's v3 API: POST /v3/mail/send answers 202 where it has taken the letter in. */
export class SendGridTransport extends MailTransport {
  constructor(
    private readonly url: string,
    private readonly key: string,
    private readonly from: string,
  ) {
    super();
  }

  async send({ messageId, to, subject, text, html, language }: Mail): Promise<Outcome> {
    const { statusCode, headers, body } = await request(new URL('/v3/mail/send', this.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        personalizations: [{ to: [{ email: to }], custom_args: { message_id: messageId } }],
        from: addressOf(this.from),
        subject,
        content: [
          { type: 'text/plain', value: text },
          { type: 'text/html', value: html },
        ],
        headers: automatic(language),
      }),
      signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS),
    });
    const answer = printable(await body.text()).slice(0, ANSWER_CHARACTERS);
    if (statusCode === 202) return { kind: 'delivered', status: statusCode };
    const retryAfterMs = retryAfter(headers['retry-after']);
    return {
      kind: 'failed',
      final: FINAL.includes(statusCode),
      status: statusCode,
      error: `answered ${statusCode}: ${answer}`,
      retryAfterMs,
    };
  }
}

/** `Polyreel <films@example.com>` in SendGrid's two fields. */
function addressOf(from: string): { email: string; name?: string } {
  const [, name, email] = /^\s*(.*?)\s*<([^<>]+)>\s*$/.exec(from) ?? [];
  return email ? { email, ...(name && { name: name.replace(/^"|"$/g, '') }) } : { email: from.trim() };
}
