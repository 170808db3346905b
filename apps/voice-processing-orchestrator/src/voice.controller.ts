import { answer, GenerateFromVoiceRequest, IDEMPOTENCY_KEY, ListVoicesQuery, ProcessVoiceRequest } from '@polyreel/http-api';
import { AppError, type Caller, CallerOf, TakesUploads, withFolder } from '@polyreel/service-kit';
import { Controller, Delete, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Acceptance, type AskedOfVoice } from './acceptance.commands.js';
import { RecordingIntake } from './recording.intake.js';
import { Uploads } from './uploads.commands.js';
import { VoiceCommands } from './voice.commands.js';
import { summaryOf, viewOf } from './voice.view.js';
import { Voices } from './voices.repository.js';

const KEY_HEADER = 'x-polyreel-idempotency-key';

/** The gateway passes no other key on; whoever comes past it is held to the same. */
function keyIn(header: string | undefined): string | undefined {
  if (header === undefined || IDEMPOTENCY_KEY.test(header)) return header;
  throw new AppError('idempotency_key_invalid', 'An Idempotency-Key has 1 to 200 printable ASCII characters.', 400);
}

/** Recordings over HTTP, for the gateway. Who may see what is decided here, where the rows are. */
@Controller('voice')
export class VoiceController {
  constructor(
    private readonly intake: RecordingIntake,
    private readonly uploads: Uploads,
    private readonly acceptance: Acceptance,
    private readonly commands: VoiceCommands,
    private readonly voices: Voices,
  ) {}

  @Post('upload')
  @TakesUploads()
  @HttpCode(201)
  upload(@CallerOf() caller: Caller, @Req() request: FastifyRequest, @Headers(KEY_HEADER) header?: string) {
    const key = keyIn(header);
    return working(request, async ({ folder, signal }) => {
      const { file } = await this.intake.take(request, folder);
      if (file === undefined) throw new AppError('voice_missing', 'Send a recording.', 400);
      return answer(await this.uploads.take(caller, file, signal, key), 'The recording is kept for a day.');
    });
  }

  @Post('process')
  @TakesUploads()
  @HttpCode(202)
  process(@CallerOf() caller: Caller, @Req() request: FastifyRequest, @Headers(KEY_HEADER) key?: string) {
    return this.accept(caller, request, key, (body) => ({ of: 'process', request: ProcessVoiceRequest.parse(body) }));
  }

  @Post('generate')
  @TakesUploads()
  @HttpCode(202)
  generate(@CallerOf() caller: Caller, @Req() request: FastifyRequest, @Headers(KEY_HEADER) key?: string) {
    return this.accept(caller, request, key, (body) => ({ of: 'generate', request: GenerateFromVoiceRequest.parse(body) }));
  }

  @Get('status/:id')
  async read(@CallerOf() caller: Caller, @Param('id', ParseUUIDPipe) id: string) {
    return answer(viewOf(await this.commands.read(caller, id)), 'Here it is.');
  }

  @Get()
  async list(@CallerOf() caller: Caller, @Query() query: unknown) {
    const { rows, nextCursor } = await this.voices.page(caller.userId, ListVoicesQuery.parse(query));
    return answer({ voices: rows.map(summaryOf), nextCursor }, `${rows.length} recording(s).`);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(@CallerOf() caller: Caller, @Param('id', ParseUUIDPipe) id: string) {
    await this.commands.cancel(caller, id);
    return answer({ voiceId: id, status: 'cancelled' }, 'The work on the recording is cancelled.');
  }

  @Delete(':id')
  async delete(@CallerOf() caller: Caller, @Param('id', ParseUUIDPipe) id: string) {
    await this.commands.delete(caller, id);
    return answer({ voiceId: id }, 'The recording, its words and its files are deleted.');
  }

  private accept(caller: Caller, request: FastifyRequest, header: string | undefined, asks: (body: unknown) => AskedOfVoice) {
    const key = keyIn(header);
    return working(request, async ({ folder, signal }) => {
      const brought = await this.intake.take(request, folder);
      const asked = asks(brought.request ?? {});
      const from = { file: brought.file, folder, signal, key };
      return answer(await this.acceptance.accept(caller, asked, from), 'The recording is accepted.');
    });
  }
}

/** Gives work that a request waits for a folder, and a signal that aborts where its sender hangs up: nobody would hear of the result then. */
function working<T>({ raw: { socket } }: FastifyRequest, work: (place: { folder: string; signal: AbortSignal }) => Promise<T>): Promise<T> {
  const gone = new AbortController();
  const hangUp = () => gone.abort();
  socket.once('close', hangUp);
  return withFolder('voice', (folder) => work({ folder, signal: gone.signal })).finally(() => socket.off('close', hangUp));
}
