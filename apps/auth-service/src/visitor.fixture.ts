import type { Tokens } from '@polyreel/http-api';
import { type Caller, Identities } from '@polyreel/service-kit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { decodeJwt } from 'jose';

export interface Answered<Data = Record<string, never>> {
  status: number;
  headers: Record<string, unknown>;
  data: Data;
  /** The code of a refusal. */
  code?: string;
  text: string;
}

/** Somebody at the door of auth-service, as the gateway announces them: from an address, with a device. For specs. */
export class Visitor {
  constructor(
    private readonly app: NestFastifyApplication,
    readonly address = '203.0.113.7',
    readonly device = 'Firefox on Linux',
  ) {}

  /** Without having shown anything. */
  post<Data>(path: string, body: object = {}): Promise<Answered<Data>> {
    return this.as({ userId: 'anyone', role: 'nobody', tier: 'free' }, 'POST', path, body);
  }

  /** As a browser goes to a page, with its cookies. */
  browse<Data>(path: string, headers: Record<string, string> = {}): Promise<Answered<Data>> {
    return this.as({ userId: 'anyone', role: 'nobody', tier: 'free' }, 'GET', path, undefined, headers);
  }

  /** With what the gateway reads out of an access token that holds. */
  signedIn<Data>({ accessToken }: Tokens, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<Answered<Data>> {
    const { sub, sid, role, tier } = decodeJwt<{ sub: string; sid: string; role: 'user'; tier: 'free' }>(accessToken);
    return this.as({ userId: sub, sessionId: sid, role, tier }, method, path, body);
  }

  /** As another service of the mesh. */
  service<Data>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answered<Data>> {
    return this.as({ userId: 'mesh', role: 'admin', tier: 'enterprise', by: 'spec-service' }, method, path, body);
  }

  async as<Data>(
    caller: Caller,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
    more: Record<string, string> = {},
  ): Promise<Answered<Data>> {
    const headers = await this.app.get(Identities).headersFor({ address: this.address, device: this.device, ...caller });
    const response = await this.app.inject({ method, url: path, headers: { ...headers, ...more }, payload: body });
    const json = response.headers['content-type']?.toString().startsWith('application/json')
      ? response.json<{ data: Data; error?: { code: string } }>()
      : undefined;
    return {
      status: response.statusCode,
      headers: response.headers,
      data: json?.data as Data,
      code: json?.error?.code,
      text: response.body,
    };
  }
}
