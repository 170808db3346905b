import { answer, ListNotificationsQuery, NotificationPreferencesRequest, ReadRequest } from '@polyreel/http-api';
import { type Caller, CallerOf } from '@polyreel/service-kit';
import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { Notifications } from './notifications.repository.js';
import { Wishes } from './preferences.repository.js';

/** What the caller was told, and how they want to be told. */
@Controller('notifications')
export class NotificationsController {
  constructor(
    private readonly notifications: Notifications,
    private readonly wishes: Wishes,
  ) {}

  @Get()
  async list(@CallerOf() { userId }: Caller, @Query() query: unknown) {
    const { rows, nextCursor, unread } = await this.notifications.page(userId, ListNotificationsQuery.parse(query));
    const notifications = rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      readAt: row.readAt?.toISOString() ?? null,
    }));
    return answer({ notifications, unread, nextCursor }, `${rows.length} notification(s).`);
  }

  @Post('read')
  @HttpCode(200)
  async read(@CallerOf() { userId }: Caller, @Body() body: unknown) {
    return answer({ read: await this.notifications.read(userId, ReadRequest.parse(body)) }, 'They are read.');
  }

  @Get('preferences')
  async preferences(@CallerOf() { userId }: Caller) {
    return answer({ preferences: await this.wishes.all(userId) }, 'This is how you are told.');
  }

  @Put('preferences')
  async prefer(@CallerOf() { userId }: Caller, @Body() body: unknown) {
    await this.wishes.say(userId, NotificationPreferencesRequest.parse(body));
    return answer({ preferences: await this.wishes.all(userId) }, 'This is how you are told from now on.');
  }
}
