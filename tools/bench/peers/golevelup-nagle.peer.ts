import { startWith } from './golevelup-bare.peer.js';

/** As it comes: Nagle's algorithm waits for the delayed acknowledgement of the other side. */
export const start = startWith({});
