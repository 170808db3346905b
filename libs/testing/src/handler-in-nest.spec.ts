import { FileDeleted, type DataOf } from '@polyreel/contracts';
import { Service, ServiceIdentity } from '@polyreel/service-kit';
import { Handles, MessagingModule, Permanent, type Received } from '@polyreel/messaging';
import {
  type ArgumentsHost,
  BadRequestException,
  type CallHandler,
  type CanActivate,
  Catch,
  type ExceptionFilter,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type PipeTransform,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { randomUUID } from 'node:crypto';
import { tap } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testService, type TestedService } from './test-service.js';

const seen: string[] = [];

@Injectable()
class OnlyKeptOwners implements CanActivate {
  /** Injected, as in any Nest guard. */
  constructor(private readonly service: ServiceIdentity) {}

  canActivate(context: ExecutionContext) {
    const message = context.switchToRpc().getContext<Received>();
    seen.push(`guard in ${this.service.name}: ${context.getType()} ${context.getClass().name} ${message.type}`);
    return context.switchToRpc().getData<DataOf<typeof FileDeleted>>().ownerId !== 'stranger';
  }
}

@Injectable()
class Watch implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler) {
    seen.push('before');
    return next.handle().pipe(tap(() => seen.push('after')));
  }
}

@Injectable()
class NoEmptyReason implements PipeTransform {
  transform(data: DataOf<typeof FileDeleted>) {
    if (data.reason === '') throw new BadRequestException('no reason given');
    return { ...data, reason: data.reason.toUpperCase() };
  }
}

class Harmless extends Error {}

@Catch(Harmless)
class LetPass implements ExceptionFilter {
  catch(error: Harmless, _host: ArgumentsHost) {
    seen.push(`filtered: ${error.message}`);
  }
}

@UseGuards(OnlyKeptOwners)
@UseInterceptors(Watch)
@UsePipes(NoEmptyReason)
@UseFilters(LetPass)
@Handles(FileDeleted)
class Guarded {
  handle(file: DataOf<typeof FileDeleted>, message: Received) {
    seen.push(`handled ${file.reason} by ${message.source}`);
    if (file.reason === 'HARMLESS') throw new Harmless('never mind');
    if (file.reason === 'FATAL') throw new Permanent('as thrown', 'as_thrown');
  }
}

@Handles(FileDeleted)
class PipedParameter {
  handle(@Payload(NoEmptyReason) file: DataOf<typeof FileDeleted>) {
    seen.push(`piped ${file.reason}`);
  }
}

@Service({ name: 'storage-service', imports: [MessagingModule], providers: [Guarded, PipedParameter] })
class GuardedModule {}

describe('a handler in Nest', () => {
  let service: TestedService;
  beforeEach(async () => {
    seen.length = 0;
    service = await testService(GuardedModule);
  });
  afterEach(() => service.stop());
  const send = (reason: string, ownerId = 'owner') => service.send(FileDeleted({ fileId: randomUUID(), ownerId, reason }));
  const dead = (count: number) => service.broker.until(() => service.broker.dead.length === count && service.broker.dead);

  it('runs behind its guard, inside its interceptor, on what its pipe made of the data', async () => {
    await send('tidy');
    await service.broker.until(() => seen.includes('after'));
    expect(seen.filter((line) => !line.startsWith('piped'))).toEqual([
      'guard in storage-service: rpc Guarded media.file_deleted.v1',
      'before',
      'handled TIDY by test',
      'after',
    ]);
  });

  it('may have a pipe on its data alone', async () => {
    await send('tidy');
    await service.broker.until(() => seen.includes('piped TIDY'));
  });

  it('is not run for what its guard refuses, and the refusal is permanent', async () => {
    await send('tidy', 'stranger');
    expect(await dead(1)).toMatchObject([{ attempts: 1, error: { name: 'ForbiddenException' } }]);
    expect(seen).not.toContain('handled TIDY by test');
  });

  it('is not run for what its pipe refuses', async () => {
    await send('');
    expect(await dead(2)).toMatchObject([{ error: { message: 'no reason given' } }, { error: { message: 'no reason given' } }]);
  });

  it('is done with a message whose error its filter answered', async () => {
    await send('harmless');
    await service.broker.until(() => seen.includes('filtered: never mind'));
    expect(service.broker.dead).toEqual([]);
  });

  it('fails with the very error that no filter answers', async () => {
    await send('fatal');
    expect(await dead(1)).toMatchObject([{ attempts: 1, error: { code: 'as_thrown' } }]);
  });
});
