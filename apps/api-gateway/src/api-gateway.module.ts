import { Service } from '@polyreel/service-kit';
import { GatewayConfig } from './api-gateway.config.js';
import { ApiKeyGuard } from './api-key.guard.js';
import { Forwarder } from './request.forwarder.js';
import { PublicApi } from './public-api.router.js';

@Service({ name: 'api-gateway', providers: [GatewayConfig, ApiKeyGuard, Forwarder, PublicApi] })
export class ApiGatewayModule {}
