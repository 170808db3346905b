import { JobProgressed, type JobState } from '@polyreel/contracts';
import { type Envelope, EventPublisher } from '@polyreel/messaging';
import { loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';

/** Progress is told when it has grown by so much: a run's feed keeps some hundreds of entries, and a film has dozens of jobs. */
const STEP = 0.05;

/** A job as its news name it. */
export interface Subject {
  id: string;
  job: string;
  envelope: Envelope;
  /** 0 before the first try. */
  attempt: number;
}

/** Tells those who watch how jobs are doing. It never holds work up, and what cannot be said is not said later. */
@Injectable()
export class JobNews {
  private readonly log;

  constructor(
    private readonly publisher: EventPublisher,
    service: ServiceIdentity,
  ) {
    this.log = loggerFor(service.name);
  }

  tell({ id, job, envelope, attempt }: Subject, state: JobState, progress = 0): void {
    const { data: _data, ...cause } = envelope;
    const event = JobProgressed({ jobId: id, job, generationId: envelope.correlationid, state, progress, attempt });
    // Each piece of news has an id of its own, which follows from what it says; its cause is the event that the job was made of.
    const told = this.publisher.tell([event], { ...cause, id: `${cause.id}:${job}:${attempt}:${state}:${progress}` });
    told.catch((error: unknown) => this.log.debug({ err: error, job: id }, 'the news of a job were not told'));
  }

  /** Tells of progress, step by step. */
  follow(subject: Subject): (progress: number) => void {
    let told = 0;
    return (progress) => {
      if (progress - told < STEP || progress >= 1) return;
      told = progress;
      this.tell(subject, 'progress', Math.round(progress * 100) / 100);
    };
  }
}
