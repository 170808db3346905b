/** Of rascal, which brings no types, what its peer uses. */
declare module 'rascal' {
  import type { EventEmitter } from 'node:events';
  import type { Message } from 'amqplib';

  interface Broker extends EventEmitter {
    publish(publication: string, content: unknown): Promise<EventEmitter>;
    subscribe(subscription: string): Promise<{
      on(event: 'message', listener: (message: Message, content: unknown, ackOrNack: (error?: Error) => void) => void): unknown;
      on(event: 'error' | 'invalid_content', listener: (error: Error) => void): unknown;
    }>;
    shutdown(): Promise<void>;
  }
  const rascal: {
    BrokerAsPromised: { create(config: object): Promise<Broker> };
    withDefaultConfig(config: object): object;
  };
  export default rascal;
}
