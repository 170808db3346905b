import { PassThrough, Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { paced } from './paced-writes.js';

/** Notes what leaves together. */
class Wire extends Writable {
  readonly sent: string[] = [];
  override _write(chunk: Buffer, _encoding: string, done: () => void) {
    this.sent.push(chunk.toString());
    done();
  }
  override _writev(chunks: { chunk: Buffer }[], done: () => void) {
    this.sent.push(chunks.map(({ chunk }) => chunk.toString()).join(''));
    done();
  }
}
const onWire = (size?: number) => {
  const wire = new Wire(size === undefined ? {} : { highWaterMark: size });
  return { wire, socket: paced(wire as unknown as Parameters<typeof paced>[0]) };
};

describe('writes to a broker', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('go out with the turn in which they were made, all together', async () => {
    const { wire, socket } = onWire();
    for (const word of ['a', 'b', 'c']) socket.write(word);
    expect(wire.sent).toEqual([]);
    await turn();
    expect(wire.sent).toEqual(['abc']);
  });

  it('wait a millisecond after the last that went out, and are gathered meanwhile', async () => {
    const { wire, socket } = onWire();
    socket.write('a');
    await turn();
    socket.write('b');
    await turn();
    socket.write('c');
    expect(wire.sent).toEqual(['a']);
    vi.advanceTimersByTime(1);
    expect(wire.sent).toEqual(['a', 'bc']);
  });

  it('do not wait once there is more than the socket takes', async () => {
    const { wire, socket } = onWire(4);
    socket.write('a');
    await turn();
    const drained = vi.fn();
    wire.once('drain', drained);
    expect(socket.write('bcdef')).toBe(false);
    await turn();
    expect(wire.sent).toEqual(['a', 'bcdef']);
    await turn();
    expect(drained).toHaveBeenCalledOnce();
  });

  it('are not lost when the connection ends', async () => {
    const through = new PassThrough();
    paced(through as unknown as Parameters<typeof paced>[0]).write('last words');
    through.end();
    expect((await through.toArray()).join('')).toBe('last words');
  });
});
