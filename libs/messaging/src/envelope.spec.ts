import { AccountDataErased, AccountDeleted } from '@polyreel/contracts';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { envelopesOf } from './envelope.js';

describe('the ids of events that follow from another', () => {
  const userId = randomUUID();
  const [cause] = envelopesOf([AccountDeleted({ userId, deletedAt: new Date().toISOString() })], 'user-service');
  const erased = (service: string) => envelopesOf([AccountDataErased({ userId, service, erased: {} })], service, cause)[0]!.id;

  it('are the same however often the same service handles it', () => {
    expect(erased('auth-service')).toBe(erased('auth-service'));
  });

  it('are different where several services answer one cause: the second answer is no repetition of the first', () => {
    expect(new Set(['auth-service', 'storage-service', 'user-service'].map(erased)).size).toBe(3);
  });

  it('do not depend on the service where an event has one owner: whoever takes over says the same', () => {
    const deleted = AccountDeleted({ userId, deletedAt: new Date().toISOString() });
    const ids = ['user-service', 'another'].map((service) => envelopesOf([deleted], service, cause)[0]!.id);
    expect(new Set(ids).size).toBe(1);
  });
});
