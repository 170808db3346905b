import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, request } from 'undici';
import { OutboundConfig } from './outbound.config.js';
import { isPublic } from './public-address.js';
import { UrlRefused } from './url-refused.error.js';

/** A request to somebody else's server. */
export interface Errand {
  url: string;
  method?: 'GET' | 'POST' | 'DELETE';
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** From the first look-up to the last byte, in milliseconds. */
  timeoutMs: number;
  /** More of the answer's body than this is not read. */
  maxAnswerBytes: number;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** As UTF-8, as much as was asked for. */
  text: string;
}

const CONNECT_TIMEOUT_MS = 5_000;
const USUAL_PORTS = [443, 8443];
/** Names that no public resolver answers for, or that mean this machine or this network (RFC 6761, 6762, 8375). */
const OWN_NAMES = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa|corp|home)$/;

/**
 * Calls addresses that users name. What is connected to is the very address that was checked, at the moment of connecting: a name that
 * answers differently the next time gains nothing. Redirects are answers, never followed; proxies of the environment are not used.
 */
@Injectable()
export class Outbound implements OnApplicationShutdown {
  private readonly agent: Agent;

  constructor(private readonly config: OutboundConfig) {
    const guarded = buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: this.checkedLookup });
    const asListed = buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: this.plainLookup });
    this.agent = new Agent({
      pipelining: 0,
      keepAliveTimeout: 1_000,
      // A literal address is never looked up, so it is checked here; whoever asks, nothing goes past this.
      connect: (options, callback) => {
        const host = bare(options.hostname);
        if (this.isListed(options.hostname, Number(options.port))) return asListed(options, callback);
        if (isIP(host) && !isPublic(host)) return callback(new UrlRefused('it is not on the public internet'), null);
        guarded(options, callback);
      },
    });
  }

  /** The address, parsed. Throws UrlRefused where its form alone says that it must not be called: good to ask before it is kept. */
  checked(address: string): URL {
    if (!URL.canParse(address)) throw new UrlRefused('it is no URL');
    const url = new URL(address);
    if (url.username || url.password) throw new UrlRefused('it carries a name or a password');
    const port = Number(url.port || (url.protocol === 'http:' ? 80 : 443));
    const plain = url.protocol === 'http:' || url.protocol === 'https:';
    if (plain && this.isListed(url.hostname, port)) return url;
    if (url.protocol !== 'https:') throw new UrlRefused('it is not https');
    if (![...USUAL_PORTS, ...this.config.OUTBOUND_PORTS].includes(port)) throw new UrlRefused(`port ${port} is not among those allowed`);
    const host = bare(url.hostname);
    if (isIP(host) ? !isPublic(host) : isOwnName(host)) throw new UrlRefused('it is not on the public internet');
    return url;
  }

  /** Rejects with UrlRefused, or with what the network did. Every answer is an answer, also a redirect or an error. */
  async send({ url, method = 'POST', headers, body, timeoutMs, maxAnswerBytes }: Errand): Promise<Answer> {
    const target = this.checked(url);
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await request(target, {
      dispatcher: this.agent,
      method,
      headers,
      body,
      signal,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    return { status: answer.statusCode, headers: answer.headers, text: await beginning(answer.body, maxAnswerBytes) };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  /** Every address that a name has now. */
  protected resolve(hostname: string): Promise<LookupAddress[]> {
    return lookup(hostname, { all: true, verbatim: true });
  }

  private isListed(hostname: string, port: number): boolean {
    return this.config.OUTBOUND_ALLOWED_HOSTS.includes(`${hostname}:${port}`);
  }

  private readonly checkedLookup: LookupFunction = (hostname, options, callback) => {
    this.lookedUp(hostname, options.all, callback, (addresses) => {
      // One private address among public ones is enough: which of them is dialled is not ours to say.
      if (addresses.length === 0 || !addresses.every(({ address }) => isPublic(address)))
        throw new UrlRefused('it is not on the public internet');
    });
  };

  private readonly plainLookup: LookupFunction = (hostname, options, callback) => {
    this.lookedUp(hostname, options.all, callback, () => undefined);
  };

  private lookedUp(
    hostname: string,
    all: boolean | undefined,
    callback: Parameters<LookupFunction>[2],
    check: (addresses: LookupAddress[]) => void,
  ): void {
    this.resolve(hostname)
      .then((addresses) => {
        check(addresses);
        return addresses;
      })
      .then(
        (addresses) => (all ? callback(null, addresses) : callback(null, addresses[0]!.address, addresses[0]!.family)),
        (error: unknown) => callback(error as Error, []),
      );
  }
}

/** An IPv6 address without its brackets. */
const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, '');

function isOwnName(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.+$/, '');
  return !name.includes('.') || OWN_NAMES.test(name);
}

/** Leaving the loop destroys the rest, and with it the connection. */
async function beginning(body: AsyncIterable<Buffer>, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes >= most) break;
  }
  return Buffer.concat(chunks).subarray(0, most).toString();
}
