import {
  GenerationCancelled,
  GenerationCompleted,
  GenerationFailed,
  GenerationStarted,
  NotificationSent,
  VoiceProcessingCancelled,
  VoiceProcessingCompleted,
  VoiceProcessingFailed,
} from '@polyreel/contracts';
import { Handles, type Received } from '@polyreel/messaging';
import { type Notice, NoticeBoard } from './notice.board.js';
import { NotificationConfig } from './notification.config.js';
import { People } from './people.repository.js';
import { aboutOf, causeOf, type Story, storyOf, type Told, withMetadata } from './run.story.js';
import { type Run, Runs } from './runs.repository.js';
import { WebhookCalls } from './webhooks/webhook.calls.js';

const OF_FILMS = [GenerationStarted, GenerationCompleted, GenerationFailed, GenerationCancelled] as const;
const OF_VOICES = [VoiceProcessingCompleted, VoiceProcessingFailed, VoiceProcessingCancelled] as const;

/** Tells people and their servers that a film was begun, and how a film or a recording ended. */
@Handles([...OF_FILMS, ...OF_VOICES], { emits: [NotificationSent] })
export class TellOfRuns {
  constructor(
    private readonly people: People,
    private readonly runs: Runs,
    private readonly calls: WebhookCalls,
    private readonly notices: NoticeBoard,
    private readonly config: NotificationConfig,
  ) {}

  async handle(told: Told, { time }: Pick<Received, 'time'>) {
    const { userId } = told;
    if (await this.people.hasLeft(userId)) return;
    const story = storyOf(told, time, this.config.PUBLIC_URL);
    const { event, at, data } = story;
    const run = await this.runOf(told, story);
    const about = aboutOf(told);
    const cause = causeOf(about, event);
    // A film that has begun, and a recording that a film is made of, have not ended.
    const callback = 'startedAt' in told || 'finalText' in told ? undefined : run?.webhookUrl;
    await this.calls.make({ userId, event, cause, at, data: withMetadata(data, run?.metadata), callback });
    const notice = noticeOf(told, run);
    return notice && this.notices.post({ userId, cause, about, ...notice });
  }

  /** What a film was asked for with, its end kept beside it. Of a recording nothing has to be remembered: its events say it. */
  private async runOf(told: Told, story: Story): Promise<Partial<Run> | undefined> {
    if ('voiceId' in told) return told.generation?.options;
    const { generationId, userId } = told;
    return 'startedAt' in told ? this.runs.one(generationId) : this.runs.ended(generationId, userId, story);
  }
}

/** Whoever stopped something knows it, and a recording that becomes a film is told of by its film. */
function noticeOf(told: Told, run: Partial<Run> | undefined): Pick<Notice, 'kind' | 'letter' | 'values'> | undefined {
  if ('voiceId' in told) {
    if ('failedAt' in told) return { kind: 'voice_failed', letter: 'voice_failed', values: { code: told.errorCode } };
    return 'finalText' in told && !told.generation ? { kind: 'voice_ready', letter: 'voice_ready', values: {} } : undefined;
  }
  const prompt = run?.prompt ?? told.generationId;
  if ('finalUrls' in told) return { kind: 'film_ready', letter: 'film_ready', values: { prompt } };
  if ('failedAt' in told) return { kind: 'film_failed', letter: 'film_failed', values: { prompt, code: told.errorCode } };
  return undefined;
}
