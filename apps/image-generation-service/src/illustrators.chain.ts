import { PaidTakes, type PayingJob, type Unit } from '@polyreel/provider-ledger';
import { type ImageProvider, ProviderRegistry } from '@polyreel/providers';
import { Injectable } from '@nestjs/common';
import { AnimaticImages } from './animatic.provider.js';

/** Everybody who can draw a still: the remote providers that are configured, whose calls go through the ledger, and the embedded artist last. */
@Injectable()
export class Illustrators {
  constructor(
    private readonly registry: ProviderRegistry,
    private readonly paid: PaidTakes,
    private readonly animatic: AnimaticImages,
  ) {}

  /** The chain for one still. A call that is under way for it goes before the caller's choice: it may be paid for already. */
  async forUnit(unit: Unit, job: PayingJob, choice: string | undefined) {
    const remote = this.registry.images.map((provider): ImageProvider => ({
      card: provider.card,
      draw: async (request, call) => ({ ...(await this.paid.take(provider, unit, request, call, job)), degradedReasons: [] }),
    }));
    const underWay = remote.length > 0 ? await this.paid.underWay(unit) : undefined;
    return { providers: [...remote, this.animatic] as readonly ImageProvider[], preferred: underWay ?? choice };
  }
}
