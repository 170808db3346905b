import type { WebhookErrorClass } from '@polyreel/http-api';

/** The three ways out of the mesh. */
export type Method = 'email' | 'push' | 'webhook';

/** Something to be sent, before it is a row. */
export interface NewDelivery {
  method: Method;
  userId: string;
  /** What about: a kind of letter, or a webhook event. */
  kind: string;
  /** The receiver sees the same one with every try. */
  messageId: string;
  /** Whom: a webhook's or subscription's id, a URL, or `email`. One message goes to one target once. */
  target: string;
  /** Deliveries of one lane share a cap: a slow receiver holds up nobody else. */
  lane: string;
  /** JSON, as the courier of this method reads it. */
  content: string;
  webhookId?: string;
  notificationId?: string;
}

/** One that this process holds the lease of. */
export interface LeasedDelivery {
  id: string;
  method: Method;
  userId: string;
  kind: string;
  messageId: string;
  target: string;
  content: string;
  webhookId: string | null;
  notificationId: string | null;
  /** 1 for the first try. */
  attempt: number;
  /** Grows with every lease: a write that carries an older one is refused. */
  fence: string;
  firstAttemptAt: Date;
}

/** How one try went. */
export type Outcome = Answered &
  (
    | { kind: 'delivered' }
    /** `final`: no later try can help. `retryAfterMs`: the receiver said when. `errorClass`: where nobody answered. */
    | { kind: 'failed'; error: string; final?: boolean; retryAfterMs?: number; errorClass?: WebhookErrorClass }
    /** The operator has not set this way up. */
    | { kind: 'not_configured'; error: string }
  );

interface Answered {
  status?: number;
  text?: string;
}
