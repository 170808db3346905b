import { stopServices } from '../setup/set-up.js';

/** `npm run stop`: stops the servers that this clone started for itself and that nothing stopped since. */
export async function run(): Promise<number> {
  const stopped = await stopServices(process.cwd());
  console.log(stopped.length > 0 ? `Stopped ${stopped.join(', ')}.` : 'Nothing of ours was running.');
  return 0;
}
