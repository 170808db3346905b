/** Every route of the API with who may go through it: a new route that is not in here fails the walk. */

/** Things of the owner that a path can name. */
export type Thing =
  | 'generation'
  | 'file'
  | 'session'
  | 'key'
  | 'webhook'
  | 'delivery'
  | 'subscription'
  | 'export'
  | 'voice'
  /** An id that nobody has. */
  | 'none';

export interface DoorRule {
  /** `anyone`, also without an account; `own`: everybody, for themselves; `owned`: the owner of the thing; `admin`: operators. */
  readonly who: 'anyone' | 'own' | 'owned' | 'admin';
  /** What each parameter of the path names. */
  readonly names?: Readonly<Record<string, Thing>>;
  readonly body?: unknown;
  /** Operators may look at it too: it says what went wrong with somebody's film. */
  readonly adminsToo?: true;
  /** Ends or replaces what the walk still needs, so that it is not done by the owner. */
  readonly final?: true;
}

const anyone = (body?: unknown): DoorRule => ({ who: 'anyone', body });
const own = (body?: unknown, more: Partial<DoorRule> = {}): DoorRule => ({ who: 'own', body, ...more });
const owned = (thing: Thing, body?: unknown, more: Partial<DoorRule> = {}): DoorRule => ({
  who: 'owned',
  names: { id: thing },
  body,
  ...more,
});
const admin = (body?: unknown, names: DoorRule['names'] = { id: 'none' }): DoorRule => ({ who: 'admin', body, names });
const final = { final: true } as const;

export const NOBODYS_ID = '00000000-0000-4000-8000-000000000000';

const SOMEBODY = { email: 'nobody-knows@example.org', password: 'correct horse battery staple' };
/** As a browser's PushSubscription says it: a point on the curve and sixteen random bytes. */
export const SUBSCRIPTION = {
  endpoint: 'https://push.example.org/walk',
  keys: {
    p256dh: Buffer.concat([Buffer.of(4), Buffer.alloc(64, 7)]).toString('base64url'),
    auth: Buffer.alloc(16, 7).toString('base64url'),
  },
};
/** Every service that calls providers keeps a ledger of its own. */
const ledgersOf = (...ledgers: string[]): Record<string, DoorRule> =>
  Object.fromEntries(
    ledgers.flatMap((ledger) => [
      [`GET /v1/admin/provider-operations/${ledger}`, admin()],
      [`POST /v1/admin/provider-operations/${ledger}/{callKey}/resolve`, admin({ outcome: 'failed', note: 'walk' }, { callKey: 'none' })],
    ]),
  );
const PROMPT = { prompt: 'A dog runs through a field.', durationSeconds: 2, resolution: '360p' };

export const doors: Readonly<Record<string, DoorRule>> = {
  'GET /.well-known/jwks.json': anyone(),
  'POST /v1/auth/register': anyone(SOMEBODY),
  'POST /v1/auth/login': anyone(SOMEBODY),
  'POST /v1/auth/refresh': anyone({ refreshToken: 'not one of ours' }),
  'POST /v1/auth/verify-email': anyone({ token: 'not one of ours' }),
  'POST /v1/auth/verify-email/resend': anyone({ email: SOMEBODY.email }),
  'POST /v1/auth/forgot-password': anyone({ email: SOMEBODY.email }),
  'POST /v1/auth/reset-password': anyone({ token: 'not one of ours', password: SOMEBODY.password }),
  'POST /v1/auth/logout': own(undefined, final),
  'POST /v1/auth/logout-everywhere': own(undefined, final),
  'POST /v1/auth/change-password': own({ currentPassword: 'wrong', newPassword: SOMEBODY.password }, final),
  'GET /v1/auth/pages/verify-email': anyone(),
  'GET /v1/auth/pages/reset-password': anyone(),
  'GET /v1/auth/pages/account.js': anyone(),
  'GET /v1/auth/oidc/providers': anyone(),
  'GET /v1/auth/oidc/{provider}/start': anyone(),
  'GET /v1/auth/oidc/{provider}/callback': anyone(),
  'POST /v1/auth/oidc/exchange': anyone({ code: 'A'.repeat(43), verifier: 'A'.repeat(43) }),
  'GET /v1/sessions': own(),
  'DELETE /v1/sessions/{id}': owned('session', undefined, final),
  'GET /v1/api-keys': own(),
  'POST /v1/api-keys': own({ name: 'walk', scopes: ['generations:read'] }),
  'DELETE /v1/api-keys/{id}': owned('key', undefined, final),
  'POST /v1/generations': own({ ...PROMPT, dryRun: true }),
  'GET /v1/generations': own(),
  'GET /v1/generations/{id}': owned('generation', undefined, { adminsToo: true }),
  'POST /v1/generations/{id}/cancel': owned('generation'),
  'DELETE /v1/generations/{id}': owned('generation', undefined, final),
  'POST /v1/generations/{id}/retry': owned('generation'),
  'POST /v1/generations/{id}/feedback': owned('generation', { rating: 5 }),
  'GET /v1/generations/{id}/events': owned('generation', undefined, { adminsToo: true }),
  'GET /v1/models': own(),
  'GET /v1/languages': own(),
  'GET /v1/media/{id}/download': owned('file', undefined, { adminsToo: true }),
  'GET /v1/media/{id}/stream': owned('file', undefined, { adminsToo: true }),
  'POST /v1/media/upload': own({ contentType: 'audio/wav', bytes: 5 }),
  // What was signed is the whole permission.
  'PUT /v1/media/objects': anyone(),
  'GET /v1/media/objects': anyone(),
  'POST /v1/voice/upload': own(),
  'POST /v1/voice/process': own({}),
  'POST /v1/voice/generate': own({}),
  'GET /v1/voice': own(),
  'GET /v1/voice/status/{id}': owned('voice', undefined, { adminsToo: true }),
  'GET /v1/voice/{id}/events': owned('voice', undefined, { adminsToo: true }),
  'POST /v1/voice/{id}/cancel': owned('voice'),
  'DELETE /v1/voice/{id}': owned('voice', undefined, final),
  'GET /v1/users/profile': own(),
  'PUT /v1/users/profile': own({ displayName: 'Walker' }),
  'GET /v1/users/generations': own(),
  'GET /v1/users/usage': own(),
  'PUT /v1/users/budget': own({ credits: 100_000 }),
  // A budget for a key of somebody else binds nobody: it stands beside the person who set it.
  'PUT /v1/users/budget/keys/{keyId}': own({ credits: 100_000 }, { names: { keyId: 'key' } }),
  'POST /v1/users/account/export': own(),
  'GET /v1/users/account/export/{id}': owned('export'),
  'GET /v1/users/account/export/{id}/download': owned('export'),
  'DELETE /v1/users/account': own(undefined, final),
  'GET /v1/webhooks': own(),
  'POST /v1/webhooks': own({ url: 'https://example.org/walk', events: ['generation.completed'] }),
  'GET /v1/webhooks/signing-secret': own(),
  'POST /v1/webhooks/signing-secret/rotate': own(),
  'GET /v1/webhooks/{id}': owned('webhook'),
  'PATCH /v1/webhooks/{id}': owned('webhook', { description: 'walked by' }),
  'DELETE /v1/webhooks/{id}': owned('webhook', undefined, final),
  'POST /v1/webhooks/{id}/rotate-secret': owned('webhook'),
  'POST /v1/webhooks/{id}/test': owned('webhook'),
  'GET /v1/webhooks/{id}/deliveries': owned('webhook'),
  'GET /v1/webhooks/{id}/deliveries/{deliveryId}': owned('webhook', undefined, { names: { id: 'webhook', deliveryId: 'delivery' } }),
  'POST /v1/webhooks/{id}/deliveries/{deliveryId}/redeliver': owned('webhook', undefined, {
    names: { id: 'webhook', deliveryId: 'delivery' },
  }),
  'GET /v1/notifications': own(),
  'POST /v1/notifications/read': own({ all: true }),
  'GET /v1/notifications/preferences': own(),
  'PUT /v1/notifications/preferences': own({ preferences: [{ kind: 'film_ready', email: false }] }),
  'GET /v1/notifications/push-key': own(),
  'POST /v1/notifications/push-subscriptions': own(SUBSCRIPTION),
  'DELETE /v1/notifications/push-subscriptions/{id}': owned('subscription', undefined, final),
  'GET /v1/admin/users': admin(),
  'PATCH /v1/admin/users/{id}': admin({ suspended: false, reason: 'walk' }),
  'POST /v1/admin/users/{id}/credits': admin({ credits: 1, reason: 'walk' }),
  'GET /v1/admin/users/{id}/access': admin(),
  'PUT /v1/admin/users/{id}/role': admin({ role: 'user' }),
  'PUT /v1/admin/users/{id}/lock': admin({ locked: true }),
  'POST /v1/admin/users/{id}/logout': admin(),
  'GET /v1/admin/audit': admin(),
  'GET /v1/admin/signing-keys': admin(),
  'POST /v1/admin/signing-keys/rotations': admin(),
  'GET /v1/admin/dead-letters': admin(),
  'GET /v1/admin/dead-letters/groups': admin(),
  'GET /v1/admin/dead-letters/skipped': admin(),
  'POST /v1/admin/dead-letters/replays': admin({ letterId: NOBODYS_ID }),
  'GET /v1/admin/dead-letters/replays': admin(),
  'GET /v1/admin/dead-letters/replays/{id}': admin(),
  'POST /v1/admin/dead-letters/replays/{id}/cancel': admin(),
  'POST /v1/admin/dead-letters/discards': admin({ letterId: NOBODYS_ID, reason: 'walk' }),
  'GET /v1/admin/dead-letters/{id}': admin(),
  'GET /v1/admin/events': admin(),
  'GET /v1/admin/runs/{correlationId}/timeline': admin(),
  'GET /v1/admin/figures': admin(),
  ...ledgersOf('images', 'videos', 'speech', 'voice-languages'),
};
