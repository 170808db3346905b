import type { Transporter } from 'nodemailer';
import type { Outcome } from '../deliveries/delivery.types.js';
import { printable } from '../printable.text.js';
import { messageOf } from './mail.message.js';
import { type Mail, MailTransport } from './mail.transport.js';

const CONNECT_TIMEOUT_MS = 5_000;
const SILENCE_MS = 10_000;

/** Any SMTP server. */
export class SmtpTransport extends MailTransport {
  private transporter?: Transporter;

  constructor(
    private readonly url: string,
    private readonly from: string,
  ) {
    super();
  }

  async send(mail: Mail): Promise<Outcome> {
    const transporter = (this.transporter ??= await this.connected());
    try {
      const { response } = (await transporter.sendMail(messageOf(mail, this.from))) as { response: string };
      return { kind: 'delivered', text: printable(response) };
    } catch (error) {
      const { responseCode, message } = error as { responseCode?: number; message: string };
      // RFC 5321, 4.2.1: 5yz is a refusal for good, 4yz one for now. A refused sign-in is the operator's to mend.
      const refused = responseCode !== undefined && responseCode >= 500 && (error as { code?: string }).code !== 'EAUTH';
      return { kind: 'failed', final: refused, status: responseCode, error: printable(message).slice(0, 300) };
    }
  }

  override async close(): Promise<void> {
    this.transporter?.close();
  }

  /** Loaded with the first letter that is due. */
  private async connected(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer');
    return createTransport({
      url: this.url,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENCE_MS,
    }) as unknown as Transporter;
  }
}
