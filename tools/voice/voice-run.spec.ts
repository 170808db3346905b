import type { VoiceView } from '@polyreel/http-api';
import { describe, expect, it } from 'vitest';
import { CommandError, EXIT } from '../client/command.error.js';
import { lineStage } from '../client/stage.js';
import { filmBegun, followVoice, stretchOf } from './voice-run.js';

const view: VoiceView = {
  voiceId: 'f1f1f1f1-0000-4000-8000-000000000000',
  status: 'completed',
  phase: 'done',
  progress: 100,
  createdAt: '',
  finishedAt: '',
  recording: {
    format: 'wav',
    codec: 'pcm_s16le',
    contentType: 'audio/wav',
    bytes: 1,
    durationSeconds: 4.2,
    sampleRate: 16_000,
    channels: 1,
  },
  preparation: { durationSeconds: 3.9, steps: [{ step: 'loudness', applied: true, detail: '-23.4 to -16.0 LUFS' }] },
  transcript: { text: 'a red dragon', words: [], confidence: 0.871, engine: 'pocketsphinx en-us' },
  language: { code: 'en', confidence: 0.9, opinions: [{ by: 'text', code: 'de', confidence: 0.4 }], agreed: false },
  generationId: null,
  costUsd: 0,
  narrate: false,
  timeline: [],
  error: null,
};
const signal = new AbortController().signal;

describe('following a recording', () => {
  const follow = async (last: Partial<VoiceView>, failure?: Error) => {
    const lines: string[] = [];
    const mesh = {
      readVoice: () => Promise.resolve({ ...view, ...last }),
      async *voiceSteps() {
        yield await Promise.resolve({ progress: 30, message: 'prepared', status: 'processing' });
        if (failure) throw failure;
      },
    };
    const stage = lineStage((line) => lines.push(line));
    return { lines, result: await followVoice(mesh, 'id', stretchOf(stage, 0, 50), signal) };
  };

  it('tells what was heard, in which language by whom, and what was done to the recording', async () => {
    const { lines } = await follow({});
    expect(lines[0]).toBe(' 15 %  prepared');
    const told = lines.join('\n');
    for (const said of ['wav (pcm_s16le), 4.2 s', 'loudness', '-23.4 to -16.0 LUFS', '“a red dragon”', 'pocketsphinx en-us, 87 % sure'])
      expect(told).toContain(said);
    expect(told).toContain('English (en), 90 % sure, not all agree (text: de 40 %)');
  });

  it('asks by itself where the stream breaks', async () => {
    expect((await follow({}, new Error('connection reset'))).result.status).toBe('completed');
  });

  it('ends with the code of a recording that could not be understood', async () => {
    const error = { code: 'voice_no_speech', message: 'Nobody speaks in it.' };
    await expect(follow({ status: 'failed', error })).rejects.toMatchObject({ code: 'voice_no_speech', exitCode: EXIT.failed });
    await expect(follow({ status: 'cancelled' })).rejects.toMatchObject({ code: 'voice_cancelled' });
  });

  it('waits for the film to begin, and for nothing else', async () => {
    const answers = [new CommandError('generation_not_found', 'Not yet.', EXIT.refused), undefined];
    const read = () => {
      const error = answers.shift();
      return error ? Promise.reject(error) : Promise.resolve({} as never);
    };
    await filmBegun({ read }, 'id', signal);
    expect(answers).toEqual([]);
    answers.push(new CommandError('unauthenticated', 'No.', EXIT.refused));
    await expect(filmBegun({ read }, 'id', signal)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
