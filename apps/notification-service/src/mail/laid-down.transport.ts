import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from '../deliveries/delivery.types.js';
import { messageOf } from './mail.message.js';
import { type Mail, MailTransport } from './mail.transport.js';

const NOT_SET_UP = 'e-mail is not set up';
const NOBODY = 'Polyreel <nobody@localhost>';

/** No way out at all. Where a folder is named, a person on a laptop finds the letter there; it was sent to nobody all the same. */
export class LaidDownTransport extends MailTransport {
  constructor(private readonly folder?: string) {
    super();
  }

  async send(mail: Mail): Promise<Outcome> {
    if (!this.folder) return { kind: 'not_configured', error: NOT_SET_UP };
    const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
    const message = await new MailComposer(messageOf(mail, NOBODY)).compile().build();
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    // It may carry a link that opens an account: for the owner of this clone only.
    const file = join(this.folder, `${new Date().toISOString().replaceAll(':', '-')}-${mail.messageId}.eml`);
    await writeFile(file, message, { mode: 0o600 });
    return { kind: 'not_configured', error: `${NOT_SET_UP}; the letter lies in MAIL_DIR` };
  }
}
