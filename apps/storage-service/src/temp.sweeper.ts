import { ObjectStore } from '@polyreel/object-store';
import { loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';

const HOUR_MS = 3_600_000;
/** Takes and work in progress: nobody asks for them after a day, and a run is over long before. */
const KEEP_MS = 24 * HOUR_MS;

/** Empties `temp-files` of what is older than a day, every hour. Two sweepers at once do no harm. */
@Injectable()
export class TempSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: ObjectStore,
    private readonly service: ServiceIdentity,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.sweeping = this.guarded();
    }, HOUR_MS);
    this.sweeping = this.guarded();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  /** Deletes what is older than a day at `now` and answers how many that were. */
  async sweep(now = Date.now()): Promise<number> {
    let swept = 0;
    for await (const object of this.store.list('temp-files')) {
      if (now - object.modifiedAt.getTime() < KEEP_MS) continue;
      await this.store.delete(object);
      swept++;
    }
    return swept;
  }

  private async guarded(): Promise<void> {
    const log = loggerFor(this.service.name);
    await this.sweep().then(
      (swept) => swept && log.info({ swept }, 'old temporary files are gone'),
      (error: unknown) => log.warn({ err: error }, 'temporary files could not be swept'),
    );
  }
}
