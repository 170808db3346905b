import { GenerationView, VoiceView } from '@polyreel/http-api';
import { AppError, type Caller, Neighbours } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Room } from './live.room.js';
import { Told } from './live.update.js';

const Shared = GenerationView.pick({ status: true, progress: true, finishedAt: true });
const Standing = Shared.extend({
  phase: z.string(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Of a recording: its film. */
  generationId: VoiceView.shape.generationId.optional(),
});
type Standing = z.infer<typeof Standing>;

/** Runs as their owning services know them: they say who may watch one, and who may stop it. */
@Injectable()
export class Standings {
  constructor(private readonly neighbours: Neighbours) {}

  /** How a run stands now. Throws `generation_not_found` or `voice_not_found` for whoever may not see it. */
  async of(caller: Caller, room: Room, id: string): Promise<Told> {
    const standing = await this.neighbours
      .ask({ service: room.service, path: room.viewOf(id), caller, data: Standing })
      .catch((problem: unknown) => {
        if (problem instanceof AppError && problem.statusCode === 404) throw problem;
        throw new AppError('service_unavailable', 'Who may watch this cannot be told now. Try again in a moment.', 503, {
          cause: String(problem),
        });
      });
    return toldOf(room, id, standing);
  }

  async cancel(caller: Caller, room: Room, id: string): Promise<void> {
    const data = GenerationView.pick({ status: true });
    await this.neighbours.ask({ service: room.service, method: 'POST', path: room.cancelOf(id), caller, data });
  }
}

/** A standing in the words of the room's feed. */
function toldOf({ name, key }: Room, id: string, { status, progress, phase, finishedAt, error, generationId }: Standing): Told {
  const update = {
    [key]: id,
    status: status === 'pending' ? 'processing' : status,
    progress,
    phase,
    message: error?.message ?? `The ${name === 'voice' ? 'work on the recording' : 'generation'} is ${status}.`,
    at: finishedAt ?? new Date().toISOString(),
    ...(name === 'voice' && { code: error?.code, generationId: generationId ?? undefined }),
  };
  return Told.parse({ event: `${name}_update`, update });
}
