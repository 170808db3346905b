import { describe, expect, it } from 'vitest';
import { serverSentEvents } from './server-sent-events.js';

async function read(...chunks: string[]) {
  const stream = (async function* () {
    for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk, 'latin1'));
  })();
  const events = [];
  for await (const event of serverSentEvents(stream)) events.push(event);
  return events;
}

describe('an event stream', () => {
  it('gives each event with its name, id and data', async () => {
    expect(await read('id: 7\nevent: progress\ndata: {"progress":40}\n\n')).toEqual([
      { event: 'progress', id: '7', data: '{"progress":40}' },
    ]);
  });

  it('joins events and characters that were cut in two on the way', async () => {
    const [head, tail] = [
      Buffer.from('data: é\n').subarray(0, 7).toString('latin1'),
      Buffer.from('data: é\n').subarray(7).toString('latin1'),
    ];
    expect(await read(head, tail, '\ndata: 2', '\n\n')).toEqual([
      { event: 'message', data: 'é' },
      { event: 'message', data: '2' },
    ]);
  });

  it('passes over comments that only keep the line open, and joins data of several lines', async () => {
    expect(await read(': still here\n\ndata: a\ndata: b\r\n\r\n')).toEqual([{ event: 'message', data: 'a\nb' }]);
  });

  it('leaves out what was cut off at the end', async () => {
    expect(await read('data: whole\n\ndata: ha')).toEqual([{ event: 'message', data: 'whole' }]);
  });
});
