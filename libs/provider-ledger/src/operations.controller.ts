import { answer, ListOperationsQuery, type OperationView, ResolveOperationRequest } from '@polyreel/http-api';
import { AdminOnly, AppError } from '@polyreel/service-kit';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Operation, ProviderLedger } from './provider-ledger.js';

/** The paid calls of a service, for its operator: what is unknown is shown here and decided here. The gateway knows which service pays for what. */
@Controller('admin/provider-operations/:paidFor')
@AdminOnly()
export class OperationsController {
  constructor(private readonly ledger: ProviderLedger) {}

  @Get()
  async list(@Query() query: unknown) {
    const { state, limit } = ListOperationsQuery.parse(query);
    const operations = await this.ledger.list(state, limit);
    return answer({ operations: operations.map(viewOf) }, `${operations.length} call(s).`);
  }

  @Post(':callKey/resolve')
  @HttpCode(200)
  async resolve(@Param('callKey') callKey: string, @Body() body: unknown) {
    const { outcome, costUsd, note } = ResolveOperationRequest.parse(body);
    if (!(await this.ledger.resolve(callKey, outcome, costUsd, note)))
      throw new AppError('operation_not_unknown', 'There is no unknown call with this key.', 409);
    return answer({ callKey, outcome }, 'The call is settled.');
  }
}

const viewOf = ({ createdAt, settledAt, unit: _unit, attempt: _attempt, correlationId: _run, userId: _user, ...rest }: Operation) =>
  ({ ...rest, createdAt: createdAt.toISOString(), settledAt: settledAt?.toISOString() ?? null }) satisfies z.input<typeof OperationView>;
