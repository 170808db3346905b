import { type z } from 'zod';

/** What a contract says about itself beside its data. */
export interface EventDescription<Type extends string, Data extends z.ZodObject> {
  /** `<domain>.<event>.v<major>`: the CloudEvents type and the routing key at once. */
  type: Type;
  /** One sentence: who emits it, and when. */
  summary: string;
  /** The one service that emits it; `any` marks the few that every service may emit. */
  owner: string;
  /** The field of `data` that names the thing the event is about. A first event starts its run's correlation from it. */
  subject: keyof z.output<Data> & string;
  data: Data;
  /** Set where nobody inside the mesh listens, on purpose: the event exists for people, analytics or later services. */
  unheard?: true;
}

/** A fact that already happened, shared by the one service that emits it and all that listen. Calling it makes the fact. */
export interface EventContract<Type extends string = string, Data extends z.ZodObject = z.ZodObject> extends Readonly<
  EventDescription<Type, Data>
> {
  /** Checks the data and wraps it, ready to be returned from a handler. Throws a ZodError where it does not fit. */
  (data: z.input<Data>): Emitted<Type, Data>;
}

/** What a handler returns: a fact, not yet a message. Ids, causation and user come from the event that led to it. */
export interface Emitted<Type extends string = string, Data extends z.ZodObject = z.ZodObject> {
  readonly contract: EventContract<Type, Data>;
  readonly data: z.output<Data>;
}

/** The data that a handler of this event receives. */
export type DataOf<E> = E extends EventContract<string, infer Data> ? z.output<Data> : never;

/** The fact that a contract makes. */
export type EmittedBy<E> = E extends EventContract<infer Type, infer Data> ? Emitted<Type, Data> : never;

const TYPE = /^[a-z]+\.[a-z_]+\.v[1-9][0-9]*$/;

/** Every contract that has been defined, by type: the dictionary a consumer checks incoming messages against. */
export const catalogue = new Map<string, EventContract>();

/** Defines one event. Throws on a malformed or already taken type, so a clash stops the start and not a message. */
export function defineEvent<const Type extends string, Data extends z.ZodObject>(
  description: EventDescription<Type, Data>,
): EventContract<Type, Data> {
  const { type, data: schema } = description;
  if (!TYPE.test(type)) throw new Error(`"${type}" is not <domain>.<event>.v<major>`);
  if (catalogue.has(type)) throw new Error(`the event ${type} is defined twice`);
  const contract = ((data: z.input<Data>) => ({ contract, data: schema.parse(data) })) as EventContract<Type, Data>;
  Object.assign(contract, description);
  catalogue.set(type, contract as unknown as EventContract);
  return contract;
}
