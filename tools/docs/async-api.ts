import { CONTENT_TYPE, Envelope } from '@polyreel/messaging';
import { z } from 'zod';
import type { DescribedEvent, DescribedHandler, EventCatalogue } from './event-catalogue.js';

const EXCHANGE = { name: 'events', type: 'topic', durable: true, autoDelete: false, vhost: '/' } as const;
const AMQP_BINDING = '0.3.0';
const JSON_SCHEMA = 'application/schema+json;version=draft-2020-12';

/** docs/asyncapi.json: the mesh's events as an AsyncAPI 3.0 document. */
export function asyncApi({ events, handlers }: EventCatalogue, version: string): object {
  return {
    asyncapi: '3.0.0',
    id: 'urn:polyreel:events',
    info: {
      title: 'Polyreel events',
      version,
      description: 'Every event of the mesh. Made by `npm run docs` from the contracts and the handlers.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: CONTENT_TYPE,
    servers: { rabbitmq: { host: '127.0.0.1:5672', pathname: '/polyreel', protocol: 'amqp', protocolVersion: '0.9.1' } },
    channels: Object.fromEntries(events.map(({ contract: { type } }) => [type, channel(type)])),
    operations: Object.fromEntries([...events.map(sending), ...handlers.flatMap(receiving)]),
    components: {
      messages: Object.fromEntries(events.map((event) => [event.contract.type, message(event)])),
      schemas: {
        envelope: schemaOf(Envelope.omit({ data: true })),
        ...Object.fromEntries(events.map(({ contract }) => [contract.type, schemaOf(contract.data)])),
      },
    },
  };
}

const channel = (type: string) => ({
  address: type,
  messages: { [type]: { $ref: `#/components/messages/${type}` } },
  bindings: { amqp: { is: 'routingKey', exchange: EXCHANGE, bindingVersion: AMQP_BINDING } },
});

/** `$ref` is a JSON pointer: the dots of a type need no escaping, and it holds no slash. */
const channelOf = (type: string) => ({ $ref: `#/channels/${type}` });

const sending = ({ contract: { type, owner, summary } }: DescribedEvent) =>
  [
    `send.${type}`,
    {
      action: 'send',
      channel: channelOf(type),
      summary,
      bindings: { amqp: { deliveryMode: 2, bindingVersion: AMQP_BINDING } },
      'x-owner': owner,
    },
  ] as const;

/** AsyncAPI ties an operation to one channel: a handler of several events is one operation for each. */
const receiving = ({ queue, hears, emits }: DescribedHandler) =>
  hears.map(
    (type) =>
      [
        `receive.${queue}.${type}`,
        {
          action: 'receive',
          channel: channelOf(type),
          bindings: { amqp: { ack: true, bindingVersion: AMQP_BINDING } },
          'x-queue': queue,
          'x-emits': emits,
        },
      ] as const,
  );

function message({ contract: { type, summary, owner, unheard } }: DescribedEvent) {
  return {
    name: type,
    title: type.split('.')[1]!.replaceAll('_', ' '),
    summary,
    contentType: CONTENT_TYPE,
    payload: {
      schemaFormat: JSON_SCHEMA,
      schema: {
        allOf: [
          { $ref: '#/components/schemas/envelope' },
          { type: 'object', required: ['data'], properties: { type: { const: type }, data: { $ref: `#/components/schemas/${type}` } } },
        ],
      },
    },
    correlationId: { location: '$message.payload#/correlationid' },
    tags: [{ name: owner }, ...(unheard ? [{ name: 'unheard' }] : [])],
  };
}

/** As a producer must write it; what a default fills in is optional. */
const schemaOf = (schema: z.ZodType): Record<string, unknown> => z.toJSONSchema(schema, { io: 'input' });
