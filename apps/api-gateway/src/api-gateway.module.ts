import { AccessModule, Door, OperatorConfig } from '@polyreel/access';
import { CacheModule } from '@polyreel/cache';
import { IdentityConfig, Service } from '@polyreel/service-kit';
import { GatewayConfig } from './api-gateway.config.js';
import { Doorkeeper } from './door.keeper.js';
import { IdempotentAnswers } from './idempotent.answers.js';
import { Buckets } from './limits/token.buckets.js';
import { Limits, LimitsConfig } from './limits/caller.limits.js';
import { PublicApi } from './public-api.router.js';
import { Forwarder } from './request.forwarder.js';
import { ServiceCaller } from './service.caller.js';
import { WebSocketPassage } from './web-socket.passage.js';

@Service({
  name: 'api-gateway',
  imports: [AccessModule, CacheModule],
  providers: [
    GatewayConfig,
    OperatorConfig,
    Door,
    IdentityConfig,
    LimitsConfig,
    Doorkeeper,
    Buckets,
    Limits,
    IdempotentAnswers,
    ServiceCaller,
    Forwarder,
    WebSocketPassage,
    PublicApi,
  ],
})
export class ApiGatewayModule {}
