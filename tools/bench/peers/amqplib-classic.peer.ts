import { startOn } from './bare-amqplib.peer.js';

export const start = startOn('classic');
