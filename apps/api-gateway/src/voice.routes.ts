import { MAX_RECORDING_BYTES } from '@polyreel/contracts';
import {
  AcceptedVoice,
  GenerateFromVoiceRequest,
  ListVoicesQuery,
  ProcessVoiceRequest,
  UploadedRecording,
  VoicePage,
  VoiceStatus,
  VoiceView,
} from '@polyreel/http-api';
import { z } from 'zod';
import type { Route } from './public.routes.js';

/** What a form costs beside its file: its lines, and the longest request that a service would take. */
const FORM_BYTES = 2 ** 18;

const writing = { service: 'voice-processing-orchestrator', tag: 'voice', scope: 'voice:write' } as const;
const reading = { ...writing, scope: 'voice:read', method: 'GET', status: 200 } as const;
const taking = {
  ...writing,
  method: 'POST',
  limit: 'voice',
  // Who repeats an upload after a lost answer brings it twice: the service keeps the key with what it makes.
  keepsKey: true,
  upload: { bytes: MAX_RECORDING_BYTES, formBytes: FORM_BYTES, tooLarge: 'voice_too_large' },
} as const;

/** Recordings: how they come in, what was heard in them, and the film that is made of them. */
export const voiceRoutes: readonly Route[] = [
  {
    ...taking,
    path: '/voice/upload',
    summary: 'Bring a recording (wav, mp3, m4a, ogg, webm, flac; 25 MB, 10 minutes) and use it within a day.',
    status: 201,
    data: UploadedRecording,
  },
  {
    ...taking,
    path: '/voice/process',
    summary: 'Have a recording written down: text, words with their times, language, confidence.',
    body: ProcessVoiceRequest,
    status: 202,
    data: AcceptedVoice,
  },
  {
    ...taking,
    // It makes a film, so nobody does more of it, or sooner, than films.
    scope: ['voice:write', 'generations:write'],
    limit: ['voice', 'generations'],
    path: '/voice/generate',
    summary: 'From a recording to a film in one call, with all options of a generation; with narrate its speaker is heard in it.',
    body: GenerateFromVoiceRequest,
    status: 202,
    data: AcceptedVoice,
  },
  { ...reading, path: '/voice', summary: 'Your recordings, newest first.', query: ListVoicesQuery, data: VoicePage },
  {
    ...reading,
    path: '/voice/status/{id}',
    summary: 'How far a recording is, and what was heard in it.',
    data: VoiceView,
  },
  {
    ...reading,
    service: 'real-time-service',
    path: '/voice/{id}/events',
    summary:
      'What happens to a recording, live, as server-sent events: voice_update, job:* for its long work. Last-Event-ID resumes with nothing missed.',
    streams: 'text/event-stream',
  },
  {
    ...writing,
    method: 'POST',
    path: '/voice/{id}/cancel',
    summary: 'Stop the work on a recording, and delete it. Doing it twice is doing it once.',
    status: 200,
    data: z.object({ voiceId: z.uuid(), status: VoiceStatus }),
  },
  {
    ...writing,
    method: 'DELETE',
    path: '/voice/{id}',
    summary: 'Delete a recording and all that was heard in it; one that is still worked on is stopped first. Its film stays.',
    status: 200,
    data: z.object({ voiceId: z.uuid() }),
  },
];
