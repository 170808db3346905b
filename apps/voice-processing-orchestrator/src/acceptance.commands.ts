import { GenerationOptions, type StorageReference, VoiceProcessingStarted } from '@polyreel/contracts';
import type { AcceptedVoice, GenerateFromVoiceRequest, ProcessVoiceRequest } from '@polyreel/http-api';
import { derivedId, EventPublisher } from '@polyreel/messaging';
import { ObjectStore } from '@polyreel/object-store';
import { AppError, type Caller } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Claims, hashOf, tooLate } from './claims.repository.js';
import { checksumOf } from './file.checksum.js';
import { RecordingIntake } from './recording.intake.js';
import { RecordingInspector } from './recording.inspector.js';
import { UnkeptRecordings } from './unkept.recordings.js';
import { Uploads } from './uploads.commands.js';
import { VoiceConfig } from './voice.config.js';
import { acceptedState, type WantedOfVoice } from './voice.state.js';
import { Voices } from './voices.repository.js';

/** How the codes begin that say what is wrong with a recording. */
const REFUSED = /^voice_/;

/** What is asked of a recording: its words, or a film. */
export type AskedOfVoice = { of: 'process'; request: ProcessVoiceRequest } | { of: 'generate'; request: GenerateFromVoiceRequest };

/** The request that asks. `file` is the recording where it came with it; `folder` takes it where it has to be fetched. */
export interface AskingRequest {
  file?: string;
  folder: string;
  signal: AbortSignal;
  key?: string;
}

/** Takes recordings in. Once accept() resolves, the run reaches one end, whatever dies on the way. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly intake: RecordingIntake,
    private readonly inspector: RecordingInspector,
    private readonly claims: Claims,
    private readonly unkept: UnkeptRecordings,
    private readonly voices: Voices,
    private readonly store: ObjectStore,
    private readonly publisher: EventPublisher,
    private readonly uploads: Uploads,
    private readonly config: VoiceConfig,
  ) {}

  /** Under a key the same is accepted once, and asking again, also with the bytes sent anew, gives the first answer. */
  async accept(caller: Caller, asked: AskedOfVoice, from: AskingRequest): Promise<AcceptedVoice> {
    const { uploadId } = asked.request;
    const { userId } = caller;
    if ((uploadId === undefined) === (from.file === undefined)) throw missing(uploadId !== undefined);
    const id = from.key === undefined ? randomUUID() : derivedId('voice', userId, from.key);
    const bodyHash = hashOf(asked, from.file ? await checksumOf(from.file) : null);
    const former = await this.claims.answered<AcceptedVoice>(id, bodyHash);
    if (former) return former;
    try {
      return await this.acceptNew(caller, asked, from, { id, bodyHash });
    } catch (error) {
      // Somebody else asked for the same at the same moment, and was first.
      const first = await this.claims.answered<AcceptedVoice>(id, bodyHash);
      if (!first) throw error;
      return first;
    }
  }

  private async acceptNew(caller: Caller, asked: AskedOfVoice, from: AskingRequest, { id, bodyHash }: { id: string; bodyHash: string }) {
    const { userId } = caller;
    await this.refuseTooMany(userId);
    const { file, recording } = await this.lookThrough(userId, asked.request.uploadId, from);
    const wanted = wantedBy(asked, id, caller);
    const generationId = wanted.generation?.generationId ?? null;
    const accepted: AcceptedVoice = { voiceId: id, status: 'pending', generationId, recording };
    const answer = await this.claims.claim({ id, kind: 'voice', userId, bodyHash, answer: accepted });
    try {
      const place = { bucket: 'user-uploads', key: `voices/${id}/recording.${recording.format}` } as const;
      const audioFile = await this.store.put(place, recording.contentType, { file }, from.signal);
      await this.begin(caller, answer, wanted, audioFile);
    } catch (error) {
      await this.unkept.remove(id);
      throw error;
    }
    return answer;
  }

  /** Gets the recording here and has it inspected. An upload that is no recording is not kept for another try. */
  private async lookThrough(userId: string, uploadId: string | undefined, { file, folder, signal }: AskingRequest) {
    try {
      const here = file ?? (await this.intake.fetch(userId, uploadId!, folder, signal));
      return { file: here, recording: await this.inspector.inspect(here, signal) };
    } catch (refusal) {
      if (uploadId !== undefined && refusal instanceof AppError && REFUSED.test(refusal.code)) await this.uploads.forget(userId, uploadId);
      throw refusal;
    }
  }

  /** Claim, run and the event that sets it going are one commit. */
  private async begin({ userId, tier }: Caller, { voiceId, recording }: AcceptedVoice, wanted: WantedOfVoice, audioFile: StorageReference) {
    await this.publisher.commit(async () => {
      await this.voices.lock(userId);
      if (await this.voices.hasLeft(userId)) throw tooLate();
      if (!(await this.claims.keep(voiceId))) throw tooLate();
      await this.refuseTooMany(userId);
      await this.voices.begin(voiceId, acceptedState({ userId, tier }, recording, wanted));
      const startedAt = new Date().toISOString();
      return [VoiceProcessingStarted({ voiceId, userId, tier, audioFile, languageHint: wanted.languageHint, startedAt })];
    });
  }

  private async refuseTooMany(userId: string): Promise<void> {
    const { VOICES_UNDER_WAY: most } = this.config;
    if ((await this.voices.underWayOf(userId)).length < most) return;
    throw new AppError('too_many_voices', `${most} of your recordings are under way: wait for one to end.`, 429, { retryAfterSeconds: 10 });
  }
}

function wantedBy({ of, request }: AskedOfVoice, id: string, { keyId }: Caller): WantedOfVoice {
  const languageHint = request.language === 'und' ? undefined : request.language;
  if (of === 'process') return { languageHint, uploadId: request.uploadId };
  const { uploadId, language: _language, narrate, ...options } = request;
  const generationId = derivedId('voice-generation', id);
  return { languageHint, uploadId, generation: { generationId, options: GenerationOptions.parse(options), narrate, keyId } };
}

const missing = (both: boolean) =>
  new AppError('voice_missing', both ? 'Send a recording, or name an upload: not both.' : 'Send a recording, or name an upload.', 400);
