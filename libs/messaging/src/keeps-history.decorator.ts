import 'reflect-metadata';
import { Injectable, type Type } from '@nestjs/common';

/** Something that was said in the mesh, as its listeners got it: untrusted bytes. */
export interface Overheard {
  body: Uint8Array;
  /** The routing key, which is the event's type. */
  type: string;
}

/** Writes down everything that is said. */
export interface HistoryKeeper {
  /** Resolves once it is kept durably; only then does it leave the broker. The same event may come twice. */
  record(overheard: Overheard): Promise<void>;
}

/** How many events a keeper is handed before it has recorded the first: as many as it may write at once. */
export const RECORDED_AT_ONCE = 500;

const KEEPS_HISTORY = 'polyreel:keeps-history';

/**
 * Makes a provider the keeper of the mesh's history: it overhears every event that has a listener of its own or is meant for nobody. Its hearing
 * does not count: an awaited event without a listener is refused as if nobody kept anything (docs/adr/0015).
 */
export function KeepsHistory() {
  return (target: Type<HistoryKeeper>): void => {
    Injectable()(target);
    Reflect.defineMetadata(KEEPS_HISTORY, true, target);
  };
}

export const keepsHistory = (target: object): boolean => Reflect.hasMetadata(KEEPS_HISTORY, target);
