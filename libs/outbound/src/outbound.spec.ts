import type { LookupAddress } from 'node:dns';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Outbound } from './outbound.js';
import type { OutboundConfig } from './outbound.config.js';

const PRIVATE_ADDRESSES = [
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '100.100.100.200',
  '169.254.169.254',
  '168.63.129.16',
  '192.0.0.192',
  '192.0.2.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:a00:1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::127.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::1',
  '2002:7f00:1::',
  '2001:0:7f00:1::',
  '2001:db8::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fec0::1',
  'ff02::1',
];

/** How people write 127.0.0.1, 169.254.169.254 and the like when nobody should notice. */
const DISGUISES = [
  'https://127.1',
  'https://2130706433',
  'https://0x7f000001',
  'https://0x7f.0.0.1',
  'https://0177.0.0.1',
  'https://017700000001',
  'https://127.0.0.1.',
  'https://127。0。0。1',
  'https://①②⑦.⓪.⓪.①',
  'https://１２７.0.0.1',
  'https://%31%32%37.0.0.1',
  'https://3232235777',
  'https://0xa9fea9fe',
  'https://localhost',
  'https://LOCALHOST',
  'https://localhost.',
  'https://metadata.google.internal',
  'https://printer.local',
  'https://redis',
  'https://app.localhost',
];

const FORBIDDEN_FORMS = [
  'http://example.com',
  'ftp://example.com',
  'file:///etc/passwd',
  'gopher://example.com',
  'data:text/plain,x',
  'javascript:alert(1)',
  'https://user@example.com',
  'https://user:secret@example.com',
  'https://example.com@127.0.0.1',
  'https://example.com:22',
  'https://example.com:6379',
  'https://example.com:80',
  '//example.com',
  'example.com',
  '',
];

/** A resolver of the test's own; what it is asked for is its script. */
class Scripted extends Outbound {
  asked = 0;

  constructor(
    allowed: string[],
    private readonly answers: string[][],
  ) {
    super({ OUTBOUND_ALLOWED_HOSTS: allowed, OUTBOUND_PORTS: [] } as OutboundConfig);
  }

  protected override async resolve(): Promise<LookupAddress[]> {
    const addresses = this.answers[Math.min(this.asked++, this.answers.length - 1)] ?? [];
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  }
}

const errand = (url: string) => ({ url, body: '{}', timeoutMs: 2_000, maxAnswerBytes: 100 });

describe('a request to an address that a user named', () => {
  const open: { outbound: Outbound[]; servers: Server[] } = { outbound: [], servers: [] };
  afterEach(async () => {
    for (const one of open.outbound.splice(0)) await one.onApplicationShutdown();
    for (const server of open.servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    }
  });
  const outboundTo = (allowed: string[], ...answers: string[][]) => {
    const outbound = new Scripted(allowed, answers);
    open.outbound.push(outbound);
    return outbound;
  };
  const serving = async (listener: RequestListener): Promise<number> => {
    const server = createServer(listener);
    open.servers.push(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return (server.address() as AddressInfo).port;
  };

  it.each(PRIVATE_ADDRESSES)('is refused where it names %s', async (address) => {
    const url = `https://${address.includes(':') ? `[${address}]` : address}/`;
    await expect(outboundTo([]).send(errand(url))).rejects.toMatchObject({ code: 'url_refused' });
  });

  it.each(PRIVATE_ADDRESSES)('is refused where its name resolves to %s', async (address) => {
    await expect(outboundTo([], [address]).send(errand('https://hooks.example.com/'))).rejects.toMatchObject({ code: 'url_refused' });
  });

  it.each(DISGUISES)('is refused in disguise: %s', (url) => {
    expect(() => outboundTo([]).checked(url)).toThrow(expect.objectContaining({ code: 'url_refused' }));
  });

  it.each(FORBIDDEN_FORMS)('is refused in a form that is not plain https: "%s"', (url) => {
    expect(() => outboundTo([]).checked(url)).toThrow(expect.objectContaining({ code: 'url_refused' }));
  });

  it.each(['https://example.com/a?b=c', 'https://example.com:8443/', 'https://93.184.216.34/', 'https://[2606:2800:220:1::1]/'])(
    'is let through where it is on the internet: %s',
    (url) => expect(outboundTo([]).checked(url).href).toBe(new URL(url).href),
  );

  it('is refused where one of several addresses is private', async () => {
    const outbound = outboundTo([], ['93.184.216.34', '10.0.0.1']);
    await expect(outbound.send(errand('https://hooks.example.com/'))).rejects.toMatchObject({ code: 'url_refused' });
  });

  it('goes to the address that was checked: a name is asked once for each connection, and what it says later is checked later', async () => {
    let reached = 0;
    const port = await serving((_request, reply) => {
      reached++;
      reply.setHeader('connection', 'close').end('ok');
    });
    // By the list only for the first name; the second is a stranger whose resolver has changed its mind.
    const outbound = outboundTo([`known.example.com:${port}`], ['127.0.0.1'], ['127.0.0.1']);
    expect((await outbound.send(errand(`http://known.example.com:${port}/`))).text).toBe('ok');
    expect(outbound.asked).toBe(1);
    await expect(outbound.send(errand('https://rebound.example.com/'))).rejects.toMatchObject({ code: 'url_refused' });
    expect(outbound.asked).toBe(2);
    expect(reached).toBe(1);
  });

  it('does not follow a redirect', async () => {
    const paths: string[] = [];
    const port = await serving((request, reply) => {
      paths.push(request.url!);
      reply.writeHead(307, { location: '/inside' }).end();
    });
    const host = `127.0.0.1:${port}`;
    expect(await outboundTo([host]).send(errand(`http://${host}/hook`))).toMatchObject({ status: 307 });
    expect(paths).toEqual(['/hook']);
  });

  it('opens only the one port of a host that the operator listed', async () => {
    const port = await serving((_request, reply) => reply.end('ok'));
    const outbound = outboundTo([`127.0.0.1:${port}`]);
    expect(await outbound.send(errand(`http://127.0.0.1:${port}/`))).toMatchObject({ status: 200, text: 'ok' });
    expect(() => outbound.checked(`http://127.0.0.1:${port + 1}/`)).toThrow('not https');
    expect(() => outbound.checked('https://127.0.0.1/')).toThrow('public internet');
  });

  it('reads no more of an answer than was asked for, however long it is', async () => {
    let closed = false;
    const port = await serving((_request, reply) => {
      const pour = () => {
        while (!reply.destroyed && reply.write('x'.repeat(65_536)));
      };
      reply.on('drain', pour).on('close', () => (closed = true));
      pour();
    });
    const host = `127.0.0.1:${port}`;
    const { text } = await outboundTo([host]).send(errand(`http://${host}/`));
    expect(text).toBe('x'.repeat(100));
    await expect.poll(() => closed).toBe(true);
  });

  it.each([
    ['never answers', (() => undefined) as RequestListener],
    ['begins an answer and never ends it', ((_request, reply) => void reply.writeHead(200).write('x')) as RequestListener],
  ])('ends in time where the other side %s', async (_name, listener) => {
    const host = `127.0.0.1:${await serving(listener)}`;
    await expect(outboundTo([host]).send({ ...errand(`http://${host}/`), timeoutMs: 200 })).rejects.toThrow();
  });
});
