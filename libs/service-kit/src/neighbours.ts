import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent } from 'undici';
import { z } from 'zod';
import { AppError } from './app.error.js';
import { Discovery } from './discovery/discovery.js';
import { type Caller, Identities } from './identity.js';
import { ServiceIdentity } from './service.decorator.js';

/** What one service asks another. */
export interface Question<Data extends z.ZodType> {
  service: string;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: unknown;
  /** For whom; left out where the mesh asks for itself. */
  caller?: Caller;
  /** What the `data` of the answer has to look like. */
  data: Data;
  timeoutMs?: number;
}

/** Who asks where nobody in particular is behind it: a sweep, a letter that is due. */
const MESH: Caller = { userId: 'mesh', role: 'admin', tier: 'enterprise' };
const PATIENCE_MS = 5_000;

const Success = z.object({ data: z.unknown() });
const Refusal = z.object({ error: z.object({ code: z.string(), message: z.string(), details: z.unknown().optional() }) });

/** Asks other services of the mesh, for those few answers that cannot wait for an event. */
@Injectable()
export class Neighbours implements OnApplicationShutdown {
  private readonly agent = new Agent({ connectTimeout: 2_000 });

  constructor(
    private readonly discovery: Discovery,
    private readonly identities: Identities,
    private readonly self: ServiceIdentity,
  ) {}

  /** Throws what the neighbour refused with, in its own code and status, or `service_unavailable` (503) where it does not answer in time. */
  async ask<Data extends z.ZodType>({
    service,
    method = 'GET',
    path,
    body,
    caller = MESH,
    data,
    timeoutMs = PATIENCE_MS,
  }: Question<Data>): Promise<z.output<Data>> {
    const origin = await this.discovery.urlOf(service);
    const headers = await this.identities.headersFor({ ...caller, by: this.self.name });
    const answer = await this.agent
      .request({
        origin,
        path,
        method,
        headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
      })
      .then(async ({ statusCode, body: said }) => ({ statusCode, said: await said.json() }))
      .catch((error: unknown) => {
        throw new AppError('service_unavailable', `${service} does not answer. Try again in a moment.`, 503, {
          service,
          cause: error instanceof Error ? error.message : String(error),
        });
      });
    if (answer.statusCode < 400) return data.parse(Success.parse(answer.said).data);
    const refusal = Refusal.safeParse(answer.said);
    if (!refusal.success) throw new Error(`${service} answered ${answer.statusCode} to ${method} ${path} in a shape that nobody knows`);
    const { code, message, details } = refusal.data.error;
    throw new AppError(code, message, answer.statusCode, details);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }
}
