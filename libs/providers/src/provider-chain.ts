import type { ModelCard } from './model-card.js';
import { AFTER, classOf, type ErrorClass } from './provider.error.js';

export interface TriedProvider {
  provider: string;
  errorClass: ErrorClass;
  message: string;
}

/** Thrown when nobody in the chain could do it. */
export class ChainExhausted extends Error {
  override name = 'ChainExhausted';

  constructor(readonly tried: readonly TriedProvider[]) {
    super(tried.map(({ provider, message }) => `${provider}: ${message}`).join('; ') || 'there is no provider for this');
  }

  get errorClass(): ErrorClass {
    return this.tried.at(-1)?.errorClass ?? 'unavailable';
  }
}

/**
 * Asks providers in order until one can. A caller's own choice goes first; the embedded engine, which needs no key and no network,
 * is the end of every chain. Who was tried and why each stepped aside is part of the answer: falling back is never silent.
 * Where one may already be paid for this, or refuses what is asked for and not the asking, no other one is tried but the embedded engine.
 */
export async function firstThatCan<Provider extends { readonly card: ModelCard }, Result>(
  providers: readonly Provider[],
  preferred: string | undefined,
  signal: AbortSignal,
  attempt: (provider: Provider) => Promise<Result>,
): Promise<{ result: Result; provider: Provider; tried: TriedProvider[] }> {
  const tried: TriedProvider[] = [];
  if (preferred && !providers.some(({ card }) => card.provider === preferred)) {
    tried.push({ provider: preferred, errorClass: 'unavailable', message: 'it is not configured here' });
  }
  let onlyEmbedded = false;
  for (const provider of inOrder(providers, preferred)) {
    if (onlyEmbedded && !provider.card.embedded) continue;
    signal.throwIfAborted();
    try {
      return { result: await attempt(provider), provider, tried };
    } catch (error) {
      signal.throwIfAborted();
      const errorClass = classOf(error);
      onlyEmbedded ||= AFTER[errorClass] === 'stop' || AFTER[errorClass] === 'reconcile';
      tried.push({
        provider: provider.card.provider,
        errorClass,
        message: error instanceof Error ? error.message : String(error),
      });
    }
  }
  throw new ChainExhausted(tried);
}

const inOrder = <Provider extends { readonly card: ModelCard }>(providers: readonly Provider[], preferred?: string) =>
  [...providers].sort((a, b) => rank(a.card, preferred) - rank(b.card, preferred));

const rank = (card: ModelCard, preferred?: string) => (card.provider === preferred ? 0 : card.embedded ? 2 : 1);
