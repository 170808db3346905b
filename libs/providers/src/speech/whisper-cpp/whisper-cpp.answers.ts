import { z } from 'zod';

/** Milliseconds. */
const Offsets = z.object({ from: z.number(), to: z.number() });

const Token = z.object({ text: z.string(), offsets: Offsets.optional(), p: z.number().min(0).max(1.0001) });

/** What is read of the file that `-oj -ojf` writes (examples/cli/cli.cpp, output_json). */
export const WhisperCppOutput = z.object({
  result: z.object({ language: z.string() }),
  transcription: z.array(z.object({ offsets: Offsets, text: z.string(), tokens: z.array(Token).default([]) })),
});
export type WhisperCppOutput = z.infer<typeof WhisperCppOutput>;
export type WhisperCppSegment = WhisperCppOutput['transcription'][number];
