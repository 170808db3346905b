/**
 * Preloaded into a service whose clock is wrong: Date tells the time by as many milliseconds off as stand in the file SHIFTED_CLOCK, and
 * SIGUSR2 has it look there again, which is a jump. Monotonic time goes on as it does when a real clock is set.
 */
import { readFileSync } from 'node:fs';

const Right = Date;
let offBy = 0;
const look = () => (offBy = Number(readFileSync(process.env.SHIFTED_CLOCK, 'utf8')));
look();
process.on('SIGUSR2', look);

const now = () => Right.now() + offBy;
globalThis.Date = new Proxy(Right, {
  construct: (target, args, self) => Reflect.construct(target, args.length > 0 ? args : [now()], self),
  apply: () => new Right(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
