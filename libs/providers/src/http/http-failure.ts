import { type ErrorClass, ProviderError } from '../provider.error.js';

const DETAIL_LENGTH = 300;

/** What the usual statuses mean at a provider. */
const CLASS_OF: Readonly<Record<number, ErrorClass>> = {
  401: 'auth',
  402: 'quota',
  403: 'auth',
  404: 'model_retired',
  408: 'transient',
  410: 'model_retired',
  425: 'transient',
  429: 'throttled',
};

/** An answer that says no, as an error with the provider's own words in it. */
export function refusalOf(provider: string, { status, headers, body }: { status: number; headers: Headers; body: unknown }): ProviderError {
  const detail = detailOf(body);
  const retryAfterMs = status === 429 || status === 503 ? retryAfterOf(headers, detail) : undefined;
  const errorClass = isSpent(status, body)
    ? 'quota'
    : (CLASS_OF[status] ?? (status >= 500 ? 'transient' : status >= 400 ? 'invalid_input' : 'unavailable'));
  return new ProviderError(errorClass, `${provider} answered ${status}${detail ? `: ${detail}` : ''}`, { retryAfterMs });
}

/** OpenAI says 429 too where there is no money left, and that does not pass by waiting. */
const isSpent = (status: number, body: unknown) =>
  status === 429 && (body as { error?: { code?: unknown } } | null | undefined)?.error?.code === 'insufficient_quota';

/** The wait that a provider asked for in its header (seconds or a date), or else in its words. */
export function retryAfterOf(headers: Headers, detail = ''): number | undefined {
  const exact = Number(headers['retry-after-ms']);
  if (exact > 0) return exact;
  const header = headers['retry-after'];
  if (header !== undefined) {
    const seconds = Number(header);
    const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(String(header)) - Date.now();
    if (Number.isFinite(ms)) return Math.max(0, ms);
  }
  const [, told] = /(\d+(?:\.\d+)?)\s*s(?:ec(?:ond)?s?)?\b/i.exec(detail) ?? [];
  return told === undefined ? undefined : Number(told) * 1_000;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What a provider says for itself, whatever it calls it, short enough to be shown. */
export function detailOf(body: unknown): string {
  const found = typeof body === 'object' && body !== null ? wordsIn(body as Record<string, unknown>) : typeof body === 'string' ? body : '';
  return tidy(found);
}

function wordsIn(body: Record<string, unknown>): string {
  const { detail, message, error } = body;
  if (typeof detail === 'string') return detail;
  if (typeof message === 'string') return message;
  if (typeof error === 'string') return error;
  return typeof error === 'object' && error !== null ? wordsIn(error as Record<string, unknown>) : '';
}

/** Foreign words in one line, without markup or control characters. */
export const tidy = (words: string): string =>
  words
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, DETAIL_LENGTH);
