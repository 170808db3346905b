import { Public } from '@polyreel/service-kit';
import { Controller, Get, Header } from '@nestjs/common';
import { KeyRing } from './key.ring.js';

/** The keys that verify access tokens, as RFC 7517 has them. */
@Public()
@Controller('.well-known')
export class JwksController {
  constructor(private readonly ring: KeyRing) {}

  @Get('jwks.json')
  @Header('content-type', 'application/jwk-set+json')
  @Header('cache-control', 'public, max-age=60')
  async keys() {
    return JSON.stringify({ keys: await this.ring.published() });
  }
}
