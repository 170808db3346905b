import { answer, ReservationRequest } from '@polyreel/http-api';
import { type Caller, CallerOf, ServiceOnly } from '@polyreel/service-kit';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Reservations } from './credit.reservations.js';

/** Credits for generation-orchestrator, which asks in the name of whoever wants a film. */
@ServiceOnly()
@Controller('credits')
export class CreditsController {
  constructor(private readonly reservations: Reservations) {}

  @Post('reservations')
  @HttpCode(200)
  async reserve(@CallerOf() caller: Caller, @Body() body: unknown) {
    return answer(await this.reservations.reserve(caller, ReservationRequest.parse(body)), 'The credits are set aside.');
  }
}
