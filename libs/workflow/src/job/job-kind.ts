import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import type { AnyContract } from '@polyreel/messaging';

/** One kind of long work, as its class described it. */
export interface JobKind {
  kind: string;
  emits: readonly AnyContract[];
  slots: number;
  perUser: number;
  leaseSeconds: number;
  retryDelaysMs: readonly number[];
}

const KIND = 'polyreel:job';

export function describeJob(target: Type, kind: JobKind): void {
  Reflect.defineMetadata(KIND, kind, target);
}

/** What a class said of itself with @Performs, or undefined. */
export function jobKindOf(target: Type): JobKind | undefined {
  return Reflect.getMetadata(KIND, target) as JobKind | undefined;
}
