import { spoken } from '@polyreel/testing';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Mesh } from '../fixtures/mesh.js';
import type { Person } from '../fixtures/people.js';
import { NOBODYS_ID, SUBSCRIPTION, type Thing } from './doors.js';

const LOOK_EVERY_MS = 250;

/** Makes one of each for the owner: what strangers will try to reach. */
export async function thingsOf(mesh: Mesh, owner: Person, patienceMs: number): Promise<Record<Thing, string>> {
  const made = async (path: string, body: object, id: string) => {
    const { status, data, text } = await owner.ask('POST', path, body);
    if (status >= 300) throw new Error(`POST ${path} answered ${status}: ${text}`);
    return (data as Record<string, string>)[id]!;
  };
  const key = await made('/v1/api-keys', { name: 'things', scopes: ['generations:read'] }, 'keyId');
  const generation = await made('/v1/generations', { prompt: 'A dog runs.', durationSeconds: 2, resolution: '360p' }, 'generationId');
  const webhook = await made('/v1/webhooks', { url: 'https://example.org/things', events: ['generation.completed'] }, 'webhookId');
  const delivery = await made(`/v1/webhooks/${webhook}/test`, {}, 'deliveryId');
  const subscription = await made('/v1/notifications/push-subscriptions', SUBSCRIPTION, 'subscriptionId');
  const exported = await made('/v1/users/account/export', {}, 'exportId');
  const voice = await voiceOf(mesh, owner);
  const file = await fileOf(owner, generation, patienceMs);
  return { generation, file, key, session: owner.sessionId, webhook, delivery, subscription, export: exported, voice, none: NOBODYS_ID };
}

async function fileOf(owner: Person, generation: string, patienceMs: number): Promise<string> {
  for (const until = Date.now() + patienceMs; Date.now() < until; await pause(LOOK_EVERY_MS)) {
    const { data } = await owner.ask('GET', `/v1/generations/${generation}`);
    const { files, status } = data as unknown as { files: { fileId: string }[]; status: string };
    if (files[0]) return files[0].fileId;
    if (status === 'failed') break;
  }
  throw new Error('the owner has no film');
}

/** Something spoken, which is taken in at once. */
async function voiceOf({ url }: Mesh, owner: Person): Promise<string> {
  const headers = { ...owner.headers, 'content-type': 'audio/wav' };
  const body = await readFile(await spoken({ text: 'A dog runs through a field.' }));
  const answer = await fetch(`${url}/v1/voice/process`, { method: 'POST', headers, body });
  if (answer.status !== 202) throw new Error(`the recording was not taken in: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { data: { voiceId: string } }).data.voiceId;
}
