import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Door } from './door.js';

describe('a door between a service and a server', () => {
  let server: Server;
  let door: Door;
  const heard: string[] = [];
  beforeEach(async () => {
    heard.length = 0;
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        heard.push(chunk.toString());
        socket.write(`echo ${chunk.toString()}`);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    door = new Door({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
    await door.open();
  });
  afterEach(() => {
    door.close();
    server.close();
  });

  const come = async (): Promise<{ socket: Socket; answers: string[] }> => {
    const { port } = new URL(door.urlFor('http://127.0.0.1:1/'));
    const socket = createConnection({ host: '127.0.0.1', port: Number(port) });
    const answers: string[] = [];
    socket.on('data', (chunk) => answers.push(chunk.toString())).on('error', () => undefined);
    await once(socket, 'connect');
    return { socket, answers };
  };
  const echoed = (answers: string[], text: string) => vi.waitFor(() => expect(answers.join('')).toContain(text));

  it('lets everything through', async () => {
    const { socket, answers } = await come();
    socket.write('one');
    await echoed(answers, 'echo one');
  });

  it('holds what goes to the server, of those alone who introduced themselves so', async () => {
    const [held, free] = [await come(), await come()];
    held.socket.write('I am consuming.');
    free.socket.write('I am publishing.');
    await Promise.all([echoed(held.answers, 'consuming'), echoed(free.answers, 'publishing')]);
    door.hold('toServer', { named: 'consuming' });
    held.socket.write(' later');
    free.socket.write(' now');
    await echoed(free.answers, 'echo  now');
    expect(heard.join('')).not.toContain('later');
    door.release();
    await echoed(held.answers, 'echo  later');
  });

  it('holds what comes back while the server hears everything', async () => {
    const { socket, answers } = await come();
    door.hold('toService');
    socket.write('one');
    await vi.waitFor(() => expect(heard).toEqual(['one']));
    expect(answers).toEqual([]);
    door.release();
    await echoed(answers, 'echo one');
  });

  it('holds who comes while it is held', async () => {
    door.hold('toServer');
    const late = await come();
    late.socket.write('late');
    const { socket, answers } = await come();
    door.release();
    socket.write('one');
    await Promise.all([echoed(late.answers, 'echo late'), echoed(answers, 'echo one')]);
  });

  it('breaks every connection, and lets new ones in', async () => {
    const { socket, answers } = await come();
    socket.write('one');
    await echoed(answers, 'echo one');
    door.cut();
    await vi.waitFor(() => expect(socket.destroyed).toBe(true));
    const again = await come();
    again.socket.write('two');
    await echoed(again.answers, 'echo two');
  });
});
