import { runService } from '@polyreel/service-kit';
import { ApiGatewayModule } from './api-gateway.module.js';

runService(ApiGatewayModule);
