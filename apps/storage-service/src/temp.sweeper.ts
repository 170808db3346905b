import { ObjectStore } from '@polyreel/object-store';
import { loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Uploads, UPLOADS } from './uploads.repository.js';

const HOUR_MS = 3_600_000;
/** Takes and work in progress: nobody asks for them after a day, and a run is over long before. */
const KEEP_MS = 24 * HOUR_MS;

/** Where what is older than that goes: temporary files, and uploads, used or not. */
const SWEPT = [
  ['temp-files', ''],
  ['user-uploads', UPLOADS],
] as const;

/** Removes temporary files and uploads that are older than a day, every hour. Two sweepers at once do no harm. */
@Injectable()
export class TempSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: ObjectStore,
    private readonly uploads: Uploads,
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
    for (const [bucket, prefix] of SWEPT) {
      for await (const object of this.store.list(bucket, prefix)) {
        if (now - object.modifiedAt.getTime() < KEEP_MS) continue;
        await this.store.delete(object);
        swept++;
      }
    }
    await this.uploads.forgetExpired();
    return swept;
  }

  private async guarded(): Promise<void> {
    const log = loggerFor(this.service.name);
    await this.sweep().then(
      (swept) => swept && log.info({ swept }, 'old temporary files and uploads are gone'),
      (error: unknown) => log.warn({ err: error }, 'temporary files could not be swept'),
    );
  }
}
