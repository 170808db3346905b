import { KeptPage } from '@polyreel/http-api';
import { type Caller, Neighbours } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';

const PATIENCE_MS = 20_000;

/** Asks those who keep something of a person, page by page. */
@Injectable()
export class KeptPages {
  constructor(private readonly neighbours: Neighbours) {}

  async *of(userId: string, service: string, path: string): AsyncIterable<unknown> {
    const caller: Caller = { userId, role: 'user', tier: 'free' };
    let cursor: string | null = null;
    do {
      const from: string = cursor === null ? path : `${path}?cursor=${encodeURIComponent(cursor)}`;
      const page: KeptPage = await this.neighbours.ask({ service, path: from, caller, data: KeptPage, timeoutMs: PATIENCE_MS });
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }
}
