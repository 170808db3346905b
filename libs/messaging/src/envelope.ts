import type { Emitted } from '@polyreel/contracts';
import { randomUUID } from 'node:crypto';
import { parse, v5 as uuidv5 } from 'uuid';
import { z } from 'zod';

/** CloudEvents 1.0, structured JSON, with the extensions that carry a run through the mesh. */
export const Envelope = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().min(1),
  subject: z.string().optional(),
  time: z.iso.datetime({ offset: true }),
  datacontenttype: z.literal('application/json').default('application/json'),
  dataschema: z.string().optional(),
  /** The run: a generation's or a voice recording's id. */
  correlationid: z.string(),
  /** The event that led to this one. */
  causationid: z.string().optional(),
  userid: z.string().optional(),
  tier: z.string().optional(),
  traceparent: z.string().optional(),
  tracestate: z.string().optional(),
  data: z.unknown(),
});
export type Envelope = z.infer<typeof Envelope>;

/** What a handler may know of the message beside its data. */
export interface Received extends Omit<Envelope, 'data'> {
  /** 1 for the first delivery. */
  attempt: number;
}

export const CONTENT_TYPE = 'application/cloudevents+json';

/** Polyreel's UUIDv5 namespace (RFC 9562): derived ids are the same on every machine and every try. */
const NAMESPACE = parse('5f0c6f0a-3c1d-5c43-9b64-6f1a2f1f7c11');

/** The owner of events that every service may emit: several may answer the same cause, and each says something of its own. */
const ANYBODY = 'any';

/** A stable id made of words: the same words give the same id. */
export const derivedId = (...words: readonly (string | number)[]): string => uuidv5(words.join('\n'), NAMESPACE);

/**
 * Turns what a handler returned into messages. Ids follow from cause, type and index, so that a handler that runs twice emits
 * the same ids and the second set changes nothing. An event without a cause starts its run: it gets a fresh id and its subject as correlation.
 */
export function envelopesOf(emitted: readonly Emitted[], source: string, cause?: Omit<Envelope, 'data'>, trace: Trace = {}): Envelope[] {
  const time = new Date().toISOString();
  return emitted.map(({ contract, data }, index) => {
    const fields = data as Record<string, unknown>;
    const subject = String(fields[contract.subject]);
    const text = (key: string) => (typeof fields[key] === 'string' ? fields[key] : undefined);
    return {
      specversion: '1.0',
      id: cause ? derivedId(cause.id, contract.type, index, ...(contract.owner === ANYBODY ? [source] : [])) : randomUUID(),
      source,
      type: contract.type,
      subject,
      time,
      datacontenttype: 'application/json',
      dataschema: `urn:polyreel:event:${contract.type}`,
      correlationid: cause?.correlationid ?? subject,
      causationid: cause?.id,
      userid: cause?.userid ?? text('userId'),
      tier: cause?.tier ?? text('tier'),
      ...trace,
      data,
    };
  });
}

export interface Trace {
  traceparent?: string;
  tracestate?: string;
}

/** What a handler returned, as a list. */
export const asList = (output: Emitted | readonly Emitted[] | void): readonly Emitted[] =>
  output === undefined ? [] : Array.isArray(output) ? (output as readonly Emitted[]) : [output as Emitted];
