import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ServiceProcess } from './service.process.js';

const PRELOAD = fileURLToPath(new URL('./shifted-clock.mjs', import.meta.url));

/** The clock of one service, which may be set wrong before it starts and while it runs. */
export class WrongClock {
  private readonly file: string;

  constructor(
    folder: string,
    private readonly service: ServiceProcess,
    minutes: number,
  ) {
    this.file = join(folder, `clock-of-${service.name}`);
    this.write(minutes);
  }

  /** What has the service keep this clock. */
  get environment(): Record<string, string> {
    return { NODE_OPTIONS: `--import=${PRELOAD}`, SHIFTED_CLOCK: this.file };
  }

  /** Sets it so many minutes off the right time, at once. */
  jump(minutes: number): void {
    this.write(minutes);
    process.kill(this.service.pid, 'SIGUSR2');
  }

  private write(minutes: number): void {
    writeFileSync(this.file, String(minutes * 60_000));
  }
}
