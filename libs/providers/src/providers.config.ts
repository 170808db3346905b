import { commaSeparated, configFrom } from '@polyreel/service-kit';
import { z } from 'zod';

const url = () => z.url({ protocol: /^https?$/ });
/** `replicate, comfyui`: which providers are asked, in this order. */
const names = commaSeparated.optional();

/** Which remote providers there are. None by default: then the embedded engines do everything. */
export class ProvidersConfig extends configFrom(
  z.object({
    /** Replicate is used where this is set. What it makes is paid for. */
    REPLICATE_API_TOKEN: z.string().min(1).optional(),
    REPLICATE_BASE_URL: url().default('https://api.replicate.com/v1'),
    /** Models, as `owner/name` or `owner/name:version`; each needs a card. */
    REPLICATE_IMAGE_MODEL: z.string().default('black-forest-labs/flux-schnell'),
    REPLICATE_VIDEO_MODEL: z.string().default('bytedance/seedance-1.5-pro'),
    /** A ComfyUI server of one's own is used where this is set. */
    COMFYUI_URL: url().optional(),
    /** Workflows in API format with placeholders, in place of the project's own. */
    COMFYUI_IMAGE_WORKFLOW: z.string().optional(),
    COMFYUI_VIDEO_WORKFLOW: z.string().optional(),
    /** Which of the providers above draw and film, in order. Unset: all of them, ComfyUI before Replicate. */
    IMAGE_PROVIDERS: names,
    VIDEO_PROVIDERS: names,
    /** A JSON file of model cards that are added to the project's own, or replace those with the same id. */
    MODEL_CARDS_FILE: z.string().optional(),
    PROVIDER_CONNECT_TIMEOUT_MS: z.coerce.number().int().min(100).default(5_000),
    /** How long a provider may take for one answer, which is not the work itself. */
    PROVIDER_ANSWER_TIMEOUT_MS: z.coerce.number().int().min(100).default(30_000),
  }),
) {}
