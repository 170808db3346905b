import { parentPort } from 'node:worker_threads';
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { setCard } from '../title.card.js';
import type { Ink } from '../scenery/place.js';
import type { Answer, Order } from './painter.protocol.js';
import { setScene } from './scene.js';

interface Easel {
  canvas: Canvas;
  ink: Ink;
  framesPerSecond: number;
  slots: SharedArrayBuffer[];
  paint(ink: Ink, seconds: number): void;
}

const easels = new Map<number, Easel>();
const failed = new Set<number>();
const answer = (message: Answer) => parentPort?.postMessage(message);

function obey(order: Order): void {
  switch (order.type) {
    case 'begin': {
      const { kind, shot, look, illustrations } = order.commission;
      const canvas = createCanvas(look.width, look.height);
      const scene = kind === 'card' ? setCard(shot, look) : setScene(shot, look, illustrations);
      easels.set(order.job, {
        canvas,
        ink: canvas.getContext('2d'),
        framesPerSecond: look.framesPerSecond,
        slots: order.slots,
        paint: (ink, seconds) => scene.paint(ink, seconds),
      });
      return;
    }
    case 'paint': {
      const easel = easels.get(order.job);
      const slot = easel?.slots[order.slot];
      if (!easel || !slot) return;
      easel.paint(easel.ink, order.frame / easel.framesPerSecond);
      new Uint8Array(slot).set(easel.canvas.data());
      answer({ type: 'painted', job: order.job, frame: order.frame, slot: order.slot });
      return;
    }
    case 'end':
      easels.delete(order.job);
      failed.delete(order.job);
  }
}

parentPort?.on('message', (order: Order) => {
  if (failed.has(order.job) && order.type !== 'end') return;
  try {
    obey(order);
  } catch (error) {
    failed.add(order.job);
    easels.delete(order.job);
    answer({ type: 'failed', job: order.job, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
