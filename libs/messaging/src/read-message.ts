import { z } from 'zod';
import { Envelope } from './envelope.js';
import type { AnyContract } from './handles.decorator.js';
import { Permanent } from './permanent.error.js';

/** The CloudEvent in some untrusted bytes, or why they are none. */
export function envelopeIn(body: Uint8Array): { envelope: Envelope; problem?: undefined } | { envelope?: undefined; problem: Permanent } {
  try {
    return { envelope: Envelope.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))) };
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return { problem: new Permanent(`not a CloudEvent: ${reason}`, 'malformed_message', { cause: error }) };
  }
}

/** The data as its contract promises it. Throws Permanent `schema_mismatch`: trying again would read the same bytes. */
export function checkedData(contract: AnyContract, data: unknown): unknown {
  const result = contract.data.safeParse(data);
  if (result.success) return result.data;
  throw new Permanent(`${contract.type} does not fit its schema: ${z.prettifyError(result.error)}`, 'schema_mismatch');
}
