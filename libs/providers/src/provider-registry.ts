import { ConfigError, loadJson } from '@polyreel/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { ComfyuiOperations } from './comfyui/comfyui.operations.js';
import { loadWorkflow } from './comfyui/workflow.js';
import type { FilmRequest, ShotRequest } from './generation.port.js';
import { OutputFetcher } from './http/output-fetcher.js';
import { ProviderHttp } from './http/provider-http.js';
import { isRemote, ModelCard, modelCards, type RemoteModelCard } from './model-card.js';
import { ProvidersConfig } from './providers.config.js';
import { RemoteProvider } from './remote-provider.js';
import { ReplicateOperations } from './replicate/replicate.operations.js';

/** Where Replicate puts outputs, beside the address that it is asked at. */
const REPLICATE_HOSTS = ['replicate.delivery'];

/** The remote providers that the environment configures, in the order in which they are asked. The embedded engines are not among them. */
@Injectable()
export class ProviderRegistry implements OnApplicationShutdown {
  readonly images: readonly RemoteProvider<ShotRequest>[];
  readonly videos: readonly RemoteProvider<FilmRequest>[];
  private readonly connections: { close(): Promise<void> }[] = [];
  private readonly cards: readonly ModelCard[];

  constructor(private readonly config: ProvidersConfig) {
    this.cards = knownCards(config.MODEL_CARDS_FILE);
    this.images = this.chosen('image', config.IMAGE_PROVIDERS, 'IMAGE_PROVIDERS');
    this.videos = this.chosen('video', config.VIDEO_PROVIDERS, 'VIDEO_PROVIDERS');
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.connections.map((connection) => connection.close()));
  }

  private chosen(kind: ModelCard['kind'], names: readonly string[] | undefined, setting: string): RemoteProvider<ShotRequest>[] {
    const makers: Record<string, (() => RemoteProvider<ShotRequest>) | undefined> = {
      comfyui: this.config.COMFYUI_URL ? () => this.comfyui(kind, this.config.COMFYUI_URL!) : undefined,
      replicate: this.config.REPLICATE_API_TOKEN ? () => this.replicate(kind, this.config.REPLICATE_API_TOKEN!) : undefined,
    };
    return (names ?? Object.keys(makers)).flatMap((name) => {
      const make = makers[name];
      if (!make && names)
        throw new ConfigError(`${setting}: ${name} is ${name in makers ? 'not configured' : 'no provider that is known here'}`);
      return make ? [make()] : [];
    });
  }

  private replicate(kind: ModelCard['kind'], token: string): RemoteProvider<ShotRequest> {
    const model = kind === 'image' ? this.config.REPLICATE_IMAGE_MODEL : this.config.REPLICATE_VIDEO_MODEL;
    const card = this.cardOf(`replicate/${model.split(':')[0]}`, kind);
    const baseUrl = this.config.REPLICATE_BASE_URL;
    const { http, outputs } = this.connect('replicate', baseUrl, { authorization: `Bearer ${token}` }, REPLICATE_HOSTS);
    const operations = new ReplicateOperations({ ...card, model }, http);
    return new RemoteProvider({ card: { ...card, model }, operations, outputs });
  }

  private comfyui(kind: ModelCard['kind'], baseUrl: string): RemoteProvider<ShotRequest> {
    const [name, file] =
      kind === 'image'
        ? (['text-to-image', this.config.COMFYUI_IMAGE_WORKFLOW] as const)
        : (['image-to-video', this.config.COMFYUI_VIDEO_WORKFLOW] as const);
    const workflow = loadWorkflow(name, file);
    if (kind === 'image' && workflow.needsStill)
      throw new ConfigError('COMFYUI_IMAGE_WORKFLOW: a still is drawn from words, there is no {{still}}');
    const known = this.cardOf(`comfyui/${name}`, kind);
    const card = { ...known, remote: { ...known.remote, needsStill: workflow.needsStill } };
    const { http, outputs } = this.connect('comfyui', baseUrl, {}, []);
    const operations = new ComfyuiOperations(card, workflow, http, baseUrl);
    return new RemoteProvider({ card, operations, outputs });
  }

  private connect(provider: string, baseUrl: string, headers: Record<string, string>, hosts: readonly string[]) {
    const waits = { connectTimeoutMs: this.config.PROVIDER_CONNECT_TIMEOUT_MS, answerTimeoutMs: this.config.PROVIDER_ANSWER_TIMEOUT_MS };
    const http = new ProviderHttp({ provider, baseUrl, headers, ...waits });
    const outputs = new OutputFetcher({ provider, baseUrl, hosts, ...waits });
    this.connections.push(http, outputs);
    return { http, outputs };
  }

  private cardOf(id: string, kind: ModelCard['kind']): RemoteModelCard {
    const card = this.cards.find((one) => one.id === id && one.kind === kind);
    if (!card || !isRemote(card)) throw new ConfigError(`there is no card for ${id} that makes a ${kind}: MODEL_CARDS_FILE may add one`);
    return card;
  }
}

function knownCards(file: string | undefined): readonly ModelCard[] {
  if (!file) return modelCards;
  const added = loadJson(pathToFileURL('/').href, pathToFileURL(resolve(file)).href, z.array(ModelCard));
  return [...added, ...modelCards];
}
