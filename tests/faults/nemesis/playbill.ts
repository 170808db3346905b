import { type Fault } from '../fault.js';
import { killedWhileHandling } from './01-killed-while-handling.js';
import { killedBeforeAcknowledging } from './03-killed-before-acknowledging.js';
import { killedBeforeTidying } from './04-killed-before-tidying.js';

/** Every fault, in the order of the table. */
export const playbill: readonly Fault[] = [killedWhileHandling, killedBeforeAcknowledging, killedBeforeTidying];
