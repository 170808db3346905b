import { answer, type ModelView } from '@polyreel/http-api';
import { type ModelCard, modelCards, ProviderRegistry } from '@polyreel/providers';
import { Controller, Get } from '@nestjs/common';

/** The models that draw and film here, in the order in which they are asked. */
@Controller('models')
export class ModelsController {
  constructor(private readonly registry: ProviderRegistry) {}

  @Get()
  list() {
    const models = (['image', 'video'] as const).flatMap((kind) => {
      const remote = (kind === 'image' ? this.registry.images : this.registry.videos).map(({ card }) => card);
      const embedded = modelCards.filter((card) => card.kind === kind && card.embedded);
      return [...remote, ...embedded].map((card, at) => viewOf(card, at + 1));
    });
    return answer({ models }, `${models.length} model(s).`);
  }
}

function viewOf(card: ModelCard, place: number): ModelView {
  const {
    id,
    kind,
    provider,
    embedded,
    aspectRatios,
    maxPromptLength,
    maxDurationSeconds = null,
    priceUsd,
    shutsDownAt,
    replacement,
  } = card;
  return { id, kind, provider, embedded, place, aspectRatios, maxPromptLength, maxDurationSeconds, priceUsd, shutsDownAt, replacement };
}
