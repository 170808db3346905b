import type { Socket } from 'socket.io';

/** What waits for a client that reads slower than it is told: packets not yet handed to the transport, and bytes that the kernel did not take. */
export function unreadBytes({ conn }: Socket): number {
  const waiting = (conn as unknown as { writeBuffer: readonly { data?: unknown }[] }).writeBuffer;
  const packets = waiting.reduce((bytes, { data }) => bytes + (typeof data === 'string' ? Buffer.byteLength(data) : 0), 0);
  return packets + (wire(conn)?.bufferedAmount ?? 0);
}

/** Drops a client at once: a good-bye would wait behind all that it has not read. */
export function cut({ conn }: Socket): void {
  wire(conn)?.terminate();
  conn.close(true);
}

/** The WebSocket beneath, where it is one and not polling. */
const wire = ({ transport }: Socket['conn']) => (transport as { socket?: { bufferedAmount: number; terminate(): void } }).socket;
