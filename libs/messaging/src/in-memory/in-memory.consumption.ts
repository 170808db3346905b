import type { Consumption, Verdict } from '../transport.js';
import type { Consumer, InMemoryQueue, Waiting } from './in-memory.queue.js';

/** One client's share in a queue. As at RabbitMQ a prefetch is a consumer's for life, and one that leaves still has its messages in hand. */
export class InMemoryConsumption implements Consumption {
  private readonly lives = new Set<Consumer>();
  private drained = false;

  constructor(
    private readonly queue: InMemoryQueue,
    private readonly deliver: (waiting: Waiting) => Promise<Verdict>,
  ) {
    void this.resume();
  }

  async pause(): Promise<void> {
    const leaving = [...this.lives];
    for (const life of leaving) life.atOnce = 0;
    for (const life of leaving) {
      while (life.running.size > 0) await Promise.all(life.running);
      this.queue.leave(life);
      this.lives.delete(life);
    }
  }

  resume(atOnce: number = this.queue.spec.concurrency): Promise<void> {
    void this.pause();
    if (this.drained) return Promise.resolve();
    const life: Consumer = { deliver: this.deliver, atOnce, unacknowledged: new Set(), running: new Set() };
    this.lives.add(life);
    this.queue.join(life);
    return Promise.resolve();
  }

  drain(): Promise<void> {
    this.drained = true;
    return this.pause();
  }
}
