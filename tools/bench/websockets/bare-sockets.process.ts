/** The floor: socket.io as it comes. It asks nobody who somebody is, keeps nothing for who was away, and sends what it hears to a room. */
import { GenerationProgressed } from '@polyreel/contracts';
import { connect } from 'amqplib';
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { FIRST_BARE_PORT } from '../bare-nest.js';

const http = createServer((_, response) => response.end('{"status":"ready"}'));
const io = new Server(http, { transports: ['websocket'] });
io.on('connection', (socket) => {
  socket.emit('connected', {});
  socket.on('subscribe_generation', ({ generationId }: { generationId: string }, answer: (said: object) => void) => {
    void socket.join(generationId);
    answer({ status: 'success' });
  });
});
const connection = await connect(process.env['RABBITMQ_URL']!, { noDelay: true });
const channel = await connection.createChannel();
await channel.assertExchange('events', 'topic');
await channel.assertQueue('bare.sockets', { durable: true, arguments: { 'x-queue-type': 'quorum' } });
await channel.bindQueue('bare.sockets', 'events', GenerationProgressed.type);
await channel.prefetch(50);
await channel.consume('bare.sockets', (message) => {
  if (!message) return;
  const { data } = JSON.parse(message.content.toString()) as { data: { generationId: string } };
  io.to(data.generationId).emit('generation_update', data);
  channel.ack(message);
});
const port = FIRST_BARE_PORT + Number(process.env['PORT_OFFSET']);
http.listen(port, '127.0.0.1', () => console.log(JSON.stringify({ port, message: 'bare is ready' })));
process.once('SIGTERM', () => process.exit(0));
