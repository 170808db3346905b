/** real-time-service alone, in a process of its own. */
import { startService } from '@polyreel/service-kit';
import { fileURLToPath } from 'node:url';
import { builtServices, serviceModule } from '../../start/services.js';

const service = builtServices(fileURLToPath(new URL('../../../apps', import.meta.url))).find(({ name }) => name === 'real-time-service')!;
const running = await startService(await serviceModule(service), { port: service.port });
process.once('SIGTERM', () => void running.stop().then(() => process.exit(0)));
