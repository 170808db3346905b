import { AcceptedVoice, type GenerateFromVoiceRequest, type ProcessVoiceRequest, VoiceView } from '@polyreel/http-api';
import { Polyreel } from '@polyreel/api-client';
import { openAsBlob } from 'node:fs';
import { asCommandError } from '../client/api.client.js';
import { PolyreelClient } from '../demo/polyreel.client.js';
import { ProgressView } from '../demo/progress.view.js';

const GIVE_UP_CANCELLING_MS = 5_000;

/** The part of Polyreel's API that makes words and a film of a recording. */
export class VoiceClient extends PolyreelClient {
  async generateFrom(file: string, request: GenerateFromVoiceRequest): Promise<AcceptedVoice> {
    return AcceptedVoice.parse(await this.told(this.polyreel.generateFromVoice(await openAsBlob(file), request)));
  }

  async writeDown(file: string, request: ProcessVoiceRequest): Promise<AcceptedVoice> {
    return AcceptedVoice.parse(await this.told(this.polyreel.processVoice(await openAsBlob(file), request)));
  }

  async readVoice(id: string): Promise<VoiceView> {
    return VoiceView.parse(await this.told(this.polyreel.readVoice(id)));
  }

  /** Stops the work on a recording. Works after the caller has given up waiting. */
  async cancelVoice(id: string): Promise<void> {
    const last = new Polyreel({ url: this.url, token: this.key, signal: AbortSignal.timeout(GIVE_UP_CANCELLING_MS), retries: 0 });
    await last.cancelVoice(id);
  }

  /** Every step of a recording, until its end. */
  async *voiceSteps(id: string): AsyncGenerator<ProgressView> {
    try {
      for await (const { event, data } of this.polyreel.voiceEvents(id)) {
        if (event === 'voice_update') yield ProgressView.parse(JSON.parse(data));
      }
    } catch (error) {
      throw asCommandError(error, this.url);
    }
  }
}
