import { commaSeparated, configFrom } from '@polyreel/service-kit';
import { z } from 'zod';

const url = () => z.url({ protocol: /^https?$/ });
const key = () => z.string().min(1).optional();
/** `whisper.cpp, openai`: which engines are asked, in this order. */
export const engineNames = commaSeparated.optional();

/** Who listens. PocketSphinx alone by default, which knows English only. */
export class SpeechConfig extends configFrom(
  z.object({
    /** OpenAI is used where this is set. What it hears is paid for, and leaves this machine. */
    OPENAI_API_KEY: key(),
    OPENAI_BASE_URL: url().default('https://api.openai.com/v1'),
    OPENAI_SPEECH_MODEL: z.string().default('whisper-1'),
    /** Groq is used where this is set; the same holds. */
    GROQ_API_KEY: key(),
    GROQ_BASE_URL: url().default('https://api.groq.com/openai/v1'),
    GROQ_SPEECH_MODEL: z.string().default('whisper-large-v3'),
    /** A server of one's own that answers POST <this>/audio/transcriptions: whisper.cpp's, Speaches, faster-whisper. */
    SPEECH_SERVER_URL: url().optional(),
    SPEECH_SERVER_KEY: key(),
    SPEECH_SERVER_MODEL: z.string().default('whisper-1'),
    /** `json` for servers that give nothing but the text. */
    SPEECH_SERVER_ANSWER: z.enum(['verbose_json', 'json']).default('verbose_json'),
    /** A model file of whisper.cpp (ggml); its program is used where this is set. */
    WHISPER_CPP_MODEL: z.string().min(1).optional(),
    WHISPER_CPP_PROGRAM: z.string().min(1).default('whisper-cli'),
    /** Where programs are looked for. */
    PATH: z.string().default(''),
    POCKETSPHINX_PROGRAM: z.string().min(1).default('pocketsphinx_continuous'),
    /** The folder of its English model: acoustics in `en-us`, `en-us.lm.bin` and `cmudict-en-us.dict`. */
    POCKETSPHINX_MODEL: z.string().min(1).default('/usr/share/pocketsphinx/model/en-us'),
    /** Which of these listen, in order: whisper.cpp, speech-server, groq, openai, pocketsphinx. Unset: all that are there, in this order. */
    SPEECH_ENGINES: engineNames,
    /** A JSON file of models that are added to the project's own, or replace those with the same id. */
    SPEECH_MODELS_FILE: z.string().optional(),
    PROVIDER_CONNECT_TIMEOUT_MS: z.coerce.number().int().min(100).default(5_000),
    /** How long a server may take for one recording: its answer comes when all of it is written down. */
    SPEECH_ANSWER_TIMEOUT_MS: z.coerce.number().int().min(100).default(600_000),
  }),
) {}
