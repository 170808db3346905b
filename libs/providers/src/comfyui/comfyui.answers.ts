import { z } from 'zod';

export const QueuedPrompt = z.object({ prompt_id: z.string().min(1) });
export const UploadedImage = z.object({ name: z.string().min(1), subfolder: z.string().default('') });

const OutputFile = z.object({ filename: z.string().min(1), subfolder: z.string().default(''), type: z.string().default('output') });
export type OutputFile = z.infer<typeof OutputFile>;

/** What the nodes made: lists of files under the kind of thing they are, among other things. */
const Outputs = z.record(z.string(), z.record(z.string(), z.unknown()));

const ExecutionError = z.object({ node_type: z.string().optional(), exception_message: z.string().optional() });

export const Job = z.object({
  status: z.enum(['pending', 'in_progress', 'completed', 'failed', 'cancelled']),
  outputs: Outputs.nullish(),
  execution_error: ExecutionError.nullish(),
});

export const History = z.record(
  z.string(),
  z.object({
    outputs: Outputs.default({}),
    status: z.object({ status_str: z.enum(['success', 'error']), messages: z.array(z.tuple([z.string()], z.unknown())).default([]) }),
  }),
);

/** Rows are `[number, prompt id, …]`. */
const Row = z.tuple([z.unknown(), z.string()], z.unknown());
export const Queue = z.object({ queue_running: z.array(Row), queue_pending: z.array(Row) });

/** An operation as ComfyUI knows it, from whichever of its addresses. */
export type Known =
  | { state: 'running'; waiting: boolean }
  | { state: 'succeeded'; files: OutputFile[] }
  | { state: 'failed'; words: string }
  | { state: 'cancelled' };

/** The saved files among what the nodes made; previews are of type `temp`. */
export function filesIn(outputs: z.infer<typeof Outputs>): OutputFile[] {
  const lists = Object.values(outputs).flatMap((node) => ['images', 'gifs', 'video', 'videos'].map((name) => node[name]));
  const files = lists.flatMap((list) => (Array.isArray(list) ? list : [])).flatMap((one) => OutputFile.safeParse(one).data ?? []);
  return files.filter(({ type }) => type === 'output');
}

export function fromJob({ status, outputs, execution_error: error }: z.infer<typeof Job>): Known {
  if (status === 'completed') return { state: 'succeeded', files: filesIn(outputs ?? {}) };
  if (status === 'failed') return { state: 'failed', words: wordsOf(error) };
  return status === 'cancelled' ? { state: 'cancelled' } : { state: 'running', waiting: status === 'pending' };
}

export function fromHistory({ outputs, status }: z.infer<typeof History>[string]): Known {
  if (status.status_str === 'success') return { state: 'succeeded', files: filesIn(outputs) };
  if (status.messages.some(([name]) => name === 'execution_interrupted')) return { state: 'cancelled' };
  const [, error] = status.messages.find(([name]) => name === 'execution_error') ?? [];
  return { state: 'failed', words: wordsOf(ExecutionError.safeParse(error).data) };
}

const wordsOf = (error: z.infer<typeof ExecutionError> | null | undefined): string =>
  `${error?.node_type ?? 'a node'}: ${error?.exception_message ?? 'no reason given'}`;
