import { fileTypeFromFile } from 'file-type';
import { createWriteStream } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Agent, type Dispatcher, request } from 'undici';
import type { ModelCard } from '../model-card.js';
import { ProviderError } from '../provider.error.js';
import type { RemoteOutput } from '../remote-operations.port.js';
import { PrivateAddress } from './address-guard.js';
import { connectorOf, neverConnected } from './connector.js';
import { reasonOf } from './provider-http.js';

const LARGEST: Readonly<Record<ModelCard['kind'], number>> = { image: 64 * 1024 ** 2, video: 1024 ** 3 };
/** What the rest of the mesh can read, as its first bytes tell it. */
const READABLE: Readonly<Record<ModelCard['kind'], readonly string[]>> = {
  image: ['image/png', 'image/jpeg', 'image/webp'],
  video: ['video/mp4', 'video/webm', 'video/quicktime'],
};
const MOST_REDIRECTS = 3;

export interface OutputFetcherOptions {
  provider: string;
  /** Where the provider itself is. What lies there is trusted wherever that is; the operator chose it. */
  baseUrl: string;
  /** Other hosts, with their subdomains, that the provider's contract names for outputs. */
  hosts: readonly string[];
  connectTimeoutMs: number;
  /** How long a download may stand still. */
  answerTimeoutMs: number;
}

/** A fetched output, known by its content. */
export interface FetchedOutput {
  path: string;
  contentType: string;
}

/** Brings what a provider made into a folder: from where its contract says and nowhere else, of bounded size, and only if it is what it should be. */
export class OutputFetcher {
  private readonly own: Agent;
  private readonly outside: Agent;

  constructor(private readonly options: OutputFetcherOptions) {
    const { connectTimeoutMs: timeoutMs, answerTimeoutMs } = options;
    const waits = { headersTimeout: answerTimeoutMs, bodyTimeout: answerTimeoutMs };
    this.own = new Agent({ ...waits, connect: connectorOf({ timeoutMs }) });
    this.outside = new Agent({ ...waits, connect: connectorOf({ timeoutMs, publicOnly: true }) });
  }

  /**
   * Rejects with a ProviderError: `transient` where it may be fetched again (never where it must be made again), `unavailable` where the
   * output is gone, is not where it may be, or is something else.
   */
  async fetchTo(output: RemoteOutput, kind: ModelCard['kind'], directory: string, signal: AbortSignal): Promise<FetchedOutput> {
    const half = join(directory, 'output.part');
    if ('bytes' in output) await writeFile(half, output.bytes);
    else await this.download(this.addressOf(output.url), LARGEST[kind], half, signal);
    const found = await fileTypeFromFile(half);
    if (!found || !READABLE[kind].includes(found.mime))
      throw new ProviderError('unavailable', `${this.options.provider} gave no ${kind} but ${found?.mime ?? 'something unreadable'}`);
    const path = join(directory, `output.${found.ext}`);
    await rename(half, path);
    return { path, contentType: found.mime };
  }

  async close(): Promise<void> {
    await Promise.all([this.own.destroy(), this.outside.destroy()]);
  }

  private addressOf(url: string, base?: URL): URL {
    if (!URL.canParse(url, base?.href)) throw new ProviderError('unavailable', `${this.options.provider} gave no address for its output`);
    return new URL(url, base);
  }

  private async download(url: URL, largest: number, path: string, signal: AbortSignal, redirects = 0): Promise<void> {
    const { statusCode, headers, body } = await this.open(url, signal);
    if (statusCode >= 300 && statusCode < 400 && headers.location && redirects < MOST_REDIRECTS) {
      await body.dump();
      return this.download(this.addressOf(String(headers.location), url), largest, path, signal, redirects + 1);
    }
    if (statusCode !== 200) {
      await body.dump();
      const errorClass = statusCode >= 500 || statusCode === 429 || statusCode === 408 ? 'transient' : 'unavailable';
      throw new ProviderError(errorClass, `the output of ${this.options.provider} cannot be fetched: ${statusCode}`);
    }
    try {
      await pipeline(body, noMoreThan(largest), createWriteStream(path), { signal });
    } catch (error) {
      if (error instanceof ProviderError) throw error;
      throw new ProviderError('transient', `the output of ${this.options.provider} broke off: ${reasonOf(error)}`, { cause: error });
    }
  }

  private async open(url: URL, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const dispatcher = this.dispatcherFor(url);
    try {
      return await request(url, { dispatcher, signal });
    } catch (error) {
      if (neverConnected(error)?.cause instanceof PrivateAddress) throw this.outOfBounds(url, error);
      throw new ProviderError('transient', `the output of ${this.options.provider} cannot be fetched: ${reasonOf(error)}`, {
        cause: error,
      });
    }
  }

  private dispatcherFor(url: URL): Agent {
    if (url.origin === new URL(this.options.baseUrl).origin) return this.own;
    const allowed = this.options.hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
    if (!allowed || url.protocol !== 'https:' || url.port || url.username) throw this.outOfBounds(url);
    return this.outside;
  }

  private outOfBounds(url: URL, cause?: unknown): ProviderError {
    return new ProviderError('unavailable', `${this.options.provider} put its output at ${url.host}, where it has none`, { cause });
  }
}

function noMoreThan(largest: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > largest) done(new ProviderError('unavailable', `the output is larger than ${largest} bytes`));
      else done(null, chunk);
    },
  });
}
