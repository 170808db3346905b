import {
  AudioPreprocessed,
  SpeechTranscribed,
  VoiceLanguageDetected,
  VoiceProcessingCancelled,
  VoiceProcessingCompleted,
  VoiceProcessingFailed,
} from '@polyreel/contracts';
import { defineProcess, Orchestrates, tableOf } from '@polyreel/workflow';
import { cancel } from './ending.moves.js';
import { earFaulted, earOverdue, languageHeard, overdue as tooLate, prepared, stepFaulted, transcribed } from './listening.moves.js';
import { VoiceState, type VoiceStep } from './voice.state.js';

const { begins, hears, faults, overdue, commanded } = tableOf<VoiceState, VoiceStep>();
const run = ({ voiceId }: { voiceId: string }) => voiceId;
const byCorrelation = (correlationId: string) => correlationId;

/** Until a run has ended anything may be heard of it, in any order: three queues bring the news. */
const UNDER_WAY = { from: ['preparing', 'listening', 'settling'], to: ['listening', 'settling', 'completed', 'failed'] } as const;

/** In seconds. Each includes waiting for a free runner of a busy mesh. */
const STEPS = {
  // Ten minutes of audio are prepared in seconds.
  preparing: 300,
  // Ten minutes of audio in real time, which the slowest engine takes on a small machine, once more after a failure, and a queue.
  listening: 1_500,
  // Whoever listens for the language began when the engine did, and has less to do.
  settling: 30,
  completed: 'end',
  failed: 'end',
  cancelled: 'end',
} as const;

/** A recording from its acceptance to its one end. Rows read as: in these steps, when this happens, do that. */
export const voiceProcess = defineProcess<VoiceState, VoiceStep>({
  name: 'voice',
  state: VoiceState,
  steps: STEPS,
  emits: [VoiceProcessingCompleted, VoiceProcessingFailed, VoiceProcessingCancelled],
  transitions: [
    begins('preparing'),
    hears(AudioPreprocessed, { ...UNDER_WAY, run, move: prepared }),
    hears(SpeechTranscribed, { ...UNDER_WAY, run, move: transcribed }),
    hears(VoiceLanguageDetected, { ...UNDER_WAY, run, move: languageHeard }),

    faults(['voice-language-detection-service'], { ...UNDER_WAY, run: byCorrelation, move: earFaulted }),
    faults(['audio-preprocessing-service', 'speech-recognition-service'], { ...UNDER_WAY, run: byCorrelation, move: stepFaulted }),

    overdue({ from: ['preparing', 'listening'], to: ['failed'], move: tooLate }),
    overdue({ from: ['settling'], to: ['completed', 'failed'], move: earOverdue }),

    commanded('cancel', { from: ['preparing', 'listening', 'settling'], to: ['cancelled'], move: cancel }),
  ],
});

/** Runs of a recording, moved by the events that the table hears. */
@Orchestrates(voiceProcess)
export class VoiceRun {}
