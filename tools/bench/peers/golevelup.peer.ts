import { startWith } from './golevelup-bare.peer.js';

export const start = startWith({ noDelay: true });
