import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { answering, outsideServer, type OutsideServer, read } from '../outside.scene.js';
import { LaidDownTransport } from './laid-down.transport.js';
import type { Mail } from './mail.transport.js';
import { SendGridTransport } from './sendgrid.transport.js';

const mail: Mail = {
  messageId: '0a5c7f0e-6f0c-4c7e-9d57-0d2b5a1c9a11',
  to: 'ada@example.com',
  subject: 'Votre film est prêt',
  text: 'Bonjour,\n',
  html: '<p>Bonjour,</p>',
  language: 'fr',
};

describe('SendGrid', () => {
  let sendGrid: OutsideServer;
  afterEach(() => sendGrid.close());
  const from = async (...answers: Parameters<typeof answering>) => {
    sendGrid = await outsideServer(answering(...answers));
    return new SendGridTransport(sendGrid.url, 'SG.key', '"Polyreel" <films@polyreel.example>').send(mail);
  };

  it('is given the letter as its v3 API wants it', async () => {
    expect(await from(202)).toMatchObject({ kind: 'delivered', status: 202 });
    const [taken] = sendGrid.taken;
    expect(taken).toMatchObject({ method: 'POST', path: '/v3/mail/send', headers: { authorization: 'Bearer SG.key' } });
    expect(JSON.parse(taken!.body.toString())).toEqual({
      personalizations: [{ to: [{ email: 'ada@example.com' }], custom_args: { message_id: mail.messageId } }],
      from: { email: 'films@polyreel.example', name: 'Polyreel' },
      subject: mail.subject,
      content: [
        { type: 'text/plain', value: mail.text },
        { type: 'text/html', value: mail.html },
      ],
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': 'fr' },
    });
  });

  it('is asked again when it says so', async () =>
    expect(await from(429, { 'retry-after': '30' })).toMatchObject({ kind: 'failed', final: false, retryAfterMs: 30_000 }));

  it('is asked again where it refuses the key: that is the operator’s to mend', async () =>
    expect(await from(401)).toMatchObject({ kind: 'failed', final: false, status: 401 }));

  it('is not asked again where it cannot take the letter', async () =>
    expect(await from(400, {}, '{"errors":[{"message":"no"}]}')).toMatchObject({
      kind: 'failed',
      final: true,
      error: expect.stringContaining('no') as string,
    }));
});

describe('e-mail that is not set up', () => {
  it('goes nowhere and says so', async () => {
    expect(await new LaidDownTransport().send(mail)).toEqual({ kind: 'not_configured', error: 'e-mail is not set up' });
  });

  it('is laid down where a folder is named, for the owner of the machine only', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'polyreel-mail-')), 'mail');
    expect(await new LaidDownTransport(folder).send(mail)).toMatchObject({ kind: 'not_configured' });
    const [name] = await readdir(folder);
    const letter = read(await readFile(join(folder, name!), 'utf8'));
    expect(letter.subject).toBe(mail.subject);
    expect(letter.headers.get('to')).toBe(mail.to);
    expect((await stat(join(folder, name!))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await rm(join(folder, '..'), { recursive: true });
  });
});
