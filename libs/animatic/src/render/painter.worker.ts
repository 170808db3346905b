import { parentPort } from 'node:worker_threads';
import { type Easel, keep, setUp } from './easel.js';
import { toI420 } from './i420.js';
import type { Answer, Order } from './painter.protocol.js';

/** A take in hand. */
interface Job {
  easel: Easel;
  framesPerSecond: number;
  slots: SharedArrayBuffer[];
  handOver: ReturnType<typeof toI420>;
}

/** 4:2:0 at this quality shows no blocks on a gradient; a PNG of the grain would take ten times as long to pack. */
const JPEG_QUALITY = 93;

const jobs = new Map<number, Job>();
const failed = new Set<number>();
const answer = (message: Answer) => parentPort?.postMessage(message);

function obey(order: Order): void {
  switch (order.type) {
    case 'begin': {
      const { width, height, framesPerSecond } = order.commission.look;
      jobs.set(order.job, { easel: setUp(order.commission), framesPerSecond, slots: order.slots, handOver: toI420(width, height) });
      answer({ type: 'begun', job: order.job, member: order.member });
      return;
    }
    case 'paint': {
      const job = jobs.get(order.job);
      const slot = job?.slots[order.slot];
      if (!job || !slot) return;
      const { canvas, paint } = job.easel;
      paint(canvas.getContext('2d'), order.frame / job.framesPerSecond);
      job.handOver(canvas.data(), slot);
      answer({ type: 'painted', job: order.job, frame: order.frame, slot: order.slot });
      return;
    }
    case 'still': {
      const easel = setUp(order.commission);
      easel.paint(easel.canvas.getContext('2d'), order.seconds);
      // Not `encode`: it reads the pixels on another thread, and once the collector has taken the canvas meanwhile the process dies.
      answer({ type: 'drawn', job: order.job, jpeg: easel.canvas.encodeSync('jpeg', JPEG_QUALITY) });
      keep(order.commission, easel);
      return;
    }
    case 'end':
      jobs.delete(order.job);
      failed.delete(order.job);
  }
}

parentPort?.on('message', (order: Order) => {
  if (failed.has(order.job) && order.type !== 'end') return;
  try {
    obey(order);
  } catch (error) {
    failed.add(order.job);
    jobs.delete(order.job);
    answer({ type: 'failed', job: order.job, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
