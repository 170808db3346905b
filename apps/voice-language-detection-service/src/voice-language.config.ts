import { engineNames } from '@polyreel/providers';
import { configFrom } from '@polyreel/service-kit';
import { z } from 'zod';

export class VoiceLanguageConfig extends configFrom(
  z.object({
    /**
     * Which engines listen for the language, in order, by the names of SPEECH_ENGINES. Unset: all that cost nothing. One that is paid for
     * listens to 30 seconds, and only where it is named here.
     */
    VOICE_LANGUAGE_ENGINES: engineNames,
  }),
) {}
