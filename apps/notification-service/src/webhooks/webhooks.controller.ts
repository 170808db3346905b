import { answer, CreateWebhookRequest, ListDeliveriesQuery, UpdateWebhookRequest } from '@polyreel/http-api';
import { Outbound } from '@polyreel/outbound';
import { AppError, type Caller, CallerOf } from '@polyreel/service-kit';
import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { Attempts } from '../deliveries/attempts.repository.js';
import { Deliveries } from '../deliveries/deliveries.repository.js';
import { SigningSecrets } from './signing-secrets.repository.js';
import { WebhookCalls } from './webhook.calls.js';
import { attemptView, deliveryView, secretView, webhookView } from './webhook.views.js';
import { Webhooks } from './webhooks.repository.js';

/** The caller's endpoints. An address is looked at when it is named, and checked again whenever it is called. */
@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly signingSecrets: SigningSecrets,
    private readonly calls: WebhookCalls,
    private readonly deliveries: Deliveries,
    private readonly attempts: Attempts,
    private readonly outbound: Outbound,
  ) {}

  @Get()
  async list(@CallerOf() { userId }: Caller) {
    const webhooks = await this.webhooks.of(userId);
    return answer({ webhooks: webhooks.map(webhookView) }, `${webhooks.length} webhook(s).`);
  }

  @Post()
  async create(@CallerOf() { userId }: Caller, @Body() body: unknown) {
    const wanted = CreateWebhookRequest.parse(body);
    const { secret, ...webhook } = await this.webhooks.add(userId, { ...wanted, url: this.outbound.checked(wanted.url).href });
    return answer({ ...webhookView(webhook), secret }, 'Keep the secret: it is not shown again.');
  }

  @Get('signing-secret')
  async signingSecret(@CallerOf() { userId }: Caller) {
    return answer(secretView(await this.signingSecrets.of(userId)), 'It signs what goes to the webhookUrl of a generation.');
  }

  @Post('signing-secret/rotate')
  @HttpCode(200)
  async rotateSigningSecret(@CallerOf() { userId }: Caller) {
    return answer(secretView(await this.signingSecrets.rotate(userId)), 'The old secret signs beside it for a day.');
  }

  @Get(':id')
  async read(@CallerOf() { userId }: Caller, @Param('id', ParseUUIDPipe) id: string) {
    return answer(webhookView(await this.webhooks.one(userId, id)), 'Here it is.');
  }

  @Patch(':id')
  async change(@CallerOf() { userId }: Caller, @Param('id', ParseUUIDPipe) id: string, @Body() body: unknown) {
    const wanted = UpdateWebhookRequest.parse(body);
    const url = wanted.url && this.outbound.checked(wanted.url).href;
    const webhook = await this.webhooks.change(userId, id, { ...wanted, url });
    if (wanted.enabled === false) await this.deliveries.cancelOf(id, 'its owner took the endpoint out of use');
    return answer(webhookView(webhook), 'It is changed.');
  }

  @Delete(':id')
  async remove(@CallerOf() { userId }: Caller, @Param('id', ParseUUIDPipe) id: string) {
    await this.webhooks.remove(userId, id);
    return answer({ webhookId: id }, 'It is removed.');
  }

  @Post(':id/rotate-secret')
  @HttpCode(200)
  async rotate(@CallerOf() { userId }: Caller, @Param('id', ParseUUIDPipe) id: string) {
    return answer(secretView(await this.webhooks.rotate(userId, id)), 'The old secret signs beside it for a day.');
  }

  @Post(':id/test')
  @HttpCode(202)
  async test(@CallerOf() { userId }: Caller, @Param('id', ParseUUIDPipe) id: string) {
    await this.usable(userId, id);
    return answer({ deliveryId: await this.calls.test(userId, id) }, 'A test is on its way.');
  }

  @Get(':id/deliveries')
  async log(@CallerOf() { userId }: Caller, @Param('id', ParseUUIDPipe) id: string, @Query() query: unknown) {
    await this.webhooks.one(userId, id);
    const { rows, nextCursor } = await this.deliveries.page(id, ListDeliveriesQuery.parse(query));
    return answer({ deliveries: rows.map(deliveryView), nextCursor }, `${rows.length} deliver${rows.length === 1 ? 'y' : 'ies'}.`);
  }

  @Get(':id/deliveries/:deliveryId')
  async delivery(
    @CallerOf() { userId }: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('deliveryId', ParseUUIDPipe) deliveryId: string,
  ) {
    await this.webhooks.one(userId, id);
    const row = await this.deliveries.one(id, deliveryId);
    const log = (await this.attempts.of(deliveryId)).map(attemptView);
    return answer({ ...deliveryView(row), log }, 'Here it is.');
  }

  @Post(':id/deliveries/:deliveryId/redeliver')
  @HttpCode(202)
  async redeliver(
    @CallerOf() { userId }: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('deliveryId', ParseUUIDPipe) deliveryId: string,
  ) {
    await this.usable(userId, id);
    await this.deliveries.again(id, deliveryId);
    return answer({ deliveryId }, 'It is on its way again.');
  }

  private async usable(userId: string, id: string): Promise<void> {
    const { disabledReason } = await this.webhooks.one(userId, id);
    if (disabledReason) throw new AppError('webhook_disabled', 'This endpoint is out of use: take it into use first.', 409);
  }
}
