import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { register } from 'prom-client';
import { Public } from './identity.js';
import { Readiness } from './readiness.js';
import { ServiceIdentity } from './service.decorator.js';

/** Alive, ready and measured: the three questions an operator's tools ask of every service. */
@Public()
@Controller()
export class HealthController {
  constructor(
    private readonly service: ServiceIdentity,
    private readonly readiness: Readiness,
  ) {}

  @Get('health')
  health() {
    return { status: 'ok', service: this.service.name };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const { ready, checks, concerns } = await this.readiness.check();
    reply.status(ready ? 200 : 503);
    if (concerns.length > 0) return { status: ready ? 'degraded' : 'not_ready', service: this.service.name, checks, concerns };
    return { status: ready ? 'ready' : 'not_ready', service: this.service.name, checks };
  }

  @Get('metrics')
  @Header('content-type', register.contentType)
  metrics() {
    return register.metrics();
  }
}
