/** The services between a prompt and its enhanced prompts, and no others, in one process: nothing renders beside the measurement. */
import { startService } from '@polyreel/service-kit';
import { fileURLToPath } from 'node:url';
import { eventCatalogue } from '../docs/event-catalogue.js';
import { builtServices, serviceModule } from '../start/services.js';
import { assertSameWay, TEXT_PATH } from './text-path.js';

const services = builtServices(fileURLToPath(new URL('../../apps', import.meta.url))).filter(({ name }) => TEXT_PATH.includes(name));
const modules = await Promise.all(services.map(serviceModule));
assertSameWay(eventCatalogue(services.map(({ name }, at) => ({ name, module: modules[at]! }))));
const running = await Promise.all(services.map(({ port }, at) => startService(modules[at]!, { port })));
process.once('SIGTERM', () => void Promise.all(running.map((one) => one.stop())).then(() => process.exit(0)));
