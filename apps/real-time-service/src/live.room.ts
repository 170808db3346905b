import type { Scope } from '@polyreel/http-api';
import type { Told } from './live.update.js';

/** What can be watched: a film in the making, or a recording that is being understood. */
export interface Room {
  /** What its clients call it: `subscribe_voice`. */
  readonly name: 'generation' | 'voice';
  /** What its id is called in what they say and are told. */
  readonly key: 'generationId' | 'voiceId';
  /** The service that knows whose it is, and where it tells how it stands. */
  readonly service: string;
  readonly viewOf: (id: string) => string;
  readonly cancelOf: (id: string) => string;
  /** What an API key needs to watch and to stop. */
  readonly read: Scope;
  readonly write: Scope;
}

export const GENERATION: Room = {
  name: 'generation',
  key: 'generationId',
  service: 'generation-orchestrator',
  viewOf: (id) => `/generations/${id}`,
  cancelOf: (id) => `/generations/${id}/cancel`,
  read: 'generations:read',
  write: 'generations:write',
};

export const VOICE: Room = {
  name: 'voice',
  key: 'voiceId',
  service: 'voice-processing-orchestrator',
  viewOf: (id) => `/voice/status/${id}`,
  cancelOf: (id) => `/voice/${id}/cancel`,
  read: 'voice:read',
  write: 'voice:write',
};

export const ROOMS = [GENERATION, VOICE] as const;

/** What was told, with its run named as this room's watchers know it: a job says `generationId` of whatever run it belongs to. */
export function inWordsOf({ key }: Room, { update }: Told): object {
  if (key === 'generationId' || 'voiceId' in update) return update;
  const { generationId, ...rest } = update;
  return { [key]: generationId, ...rest };
}
