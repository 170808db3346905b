import { probe } from '@polyreel/media';
import { PaidTakes, type PayingJob, type Unit } from '@polyreel/provider-ledger';
import { type Call, type FilmRequest, ProviderError, ProviderRegistry, type RemoteProvider, type VideoProvider } from '@polyreel/providers';
import { Injectable } from '@nestjs/common';
import { AnimaticVideo } from './animatic.provider.js';

/** Everybody who can film a shot: the remote providers that are configured, whose calls go through the ledger, and the embedded animator last. */
@Injectable()
export class FilmCrews {
  constructor(
    private readonly registry: ProviderRegistry,
    private readonly paid: PaidTakes,
    private readonly animatic: AnimaticVideo,
  ) {}

  /** The chain for one take. A call that is under way for it goes before the caller's choice: it may be paid for already. */
  async forUnit(unit: Unit, job: PayingJob, choice: string | undefined) {
    const remote = this.registry.videos.map((provider): VideoProvider => ({
      card: provider.card,
      film: (request, call) => this.film(provider, unit, request, call, job),
    }));
    const underWay = remote.length > 0 ? await this.paid.underWay(unit) : undefined;
    return { providers: [...remote, this.animatic] as readonly VideoProvider[], preferred: underWay ?? choice };
  }

  private async film(provider: RemoteProvider<FilmRequest>, unit: Unit, request: FilmRequest, call: Call, job: PayingJob) {
    const take = await this.paid.take(provider, unit, request, call, job);
    const { durationSeconds, video } = await probe(take.path);
    if (!video || durationSeconds <= 0) throw new ProviderError('unavailable', `${provider.card.provider} gave a film without pictures`);
    return { ...take, durationSeconds, degradedReasons: [] };
  }
}
