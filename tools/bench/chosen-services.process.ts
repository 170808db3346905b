/** The services that BENCH_SERVICES names, and no others, in one process: nothing else works beside the measurement. */
import { startService } from '@polyreel/service-kit';
import { fileURLToPath } from 'node:url';
import { builtServices, serviceModule } from '../start/services.js';

const chosen = process.env['BENCH_SERVICES']!.split(',');
const services = builtServices(fileURLToPath(new URL('../../apps', import.meta.url))).filter(({ name }) => chosen.includes(name));
if (services.length !== chosen.length) throw new Error(`some of ${chosen.join(', ')} are no services of this build`);
const modules = await Promise.all(services.map(serviceModule));
const running = await Promise.all(services.map(({ port }, at) => startService(modules[at]!, { port })));
process.once('SIGTERM', () => void Promise.all(running.map((one) => one.stop())).then(() => process.exit(0)));
