import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A request as somebody else's server took it in. */
export interface Taken {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  reply: ServerResponse;
}

type Manner = (taken: Taken) => void;

export const answering =
  (status: number, headers: Record<string, string> = {}, body = ''): Manner =>
  ({ reply }) =>
    void reply.writeHead(status, headers).end(body);

/** Somebody else's HTTP server: remembers what it was sent and answers as the test says. */
export async function outsideServer(manner: Manner = answering(204)) {
  const taken: Taken[] = [];
  const script: { path?: string; manner: Manner }[] = [];
  const turnOf = (path: string) => {
    const turn = script.findIndex((one) => (one.path ?? path) === path);
    return turn < 0 ? manner : script.splice(turn, 1)[0]!.manner;
  };
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        const one = { method: request.method!, path: request.url!, headers: request.headers, body: Buffer.concat(chunks), reply };
        taken.push(one);
        turnOf(one.path)(one);
      });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    taken,
    /** The next requests are answered so, in this order. */
    next: (...manners: Manner[]) => void script.push(...manners.map((one) => ({ manner: one }))),
    /** The next ones at a path. */
    nextAt: (path: string, ...manners: Manner[]) => void script.push(...manners.map((one) => ({ path, manner: one }))),
    at: (path: string) => taken.filter((one) => one.path === path),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
export type OutsideServer = Awaited<ReturnType<typeof outsideServer>>;

/** A real SMTP server that keeps what it is given, and refuses the recipients that it is told to. */
export async function mailServer() {
  const letters: { to: string[]; message: string }[] = [];
  const refusals = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const code = refusals.get(address);
      refusals.delete(address);
      done(code ? Object.assign(new Error('not now'), { responseCode: code }) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          letters.push({ to: session.envelope.rcptTo.map(({ address }) => address), message: Buffer.concat(chunks).toString() });
          done();
        });
    },
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    letters,
    to: (address: string) => letters.filter(({ to }) => to.includes(address)).map(({ message }) => read(message)),
    /** The next letter to this address is refused, once. */
    refuse: (address: string, code: number) => void refusals.set(address, code),
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}
export type MailServer = Awaited<ReturnType<typeof mailServer>>;

/** A letter as a mail program reads it: header lines unfolded and decoded, bodies decoded. */
export function read(message: string) {
  const [head = '', ...rest] = message.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), decodedWords(line.slice(line.indexOf(':') + 2))]),
  );
  return { headers, subject: headers.get('subject')!, all: decodedParts(rest.join('\r\n\r\n')) };
}

const decodedWords = (text: string) =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?(b|q)\?([^?]*)\?=/gi, (_, coding: string, word: string) =>
      coding.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString() : quoted(word.replaceAll('_', ' ')),
    );

const decodedParts = (body: string) =>
  body
    .split(/^--.*$/m)
    .map((part) => {
      const [head = '', ...rest] = part.split('\r\n\r\n');
      const text = rest.join('\r\n\r\n');
      if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString();
      return /quoted-printable/i.test(head) ? quoted(text.replace(/=\r\n/g, '')) : text;
    })
    .join('\n');

const quoted = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString();
