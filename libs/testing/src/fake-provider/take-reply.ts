import type { Asked, Reply } from './exchange.js';
import type { FilmLab } from './film-lab.js';
import type { Operation } from './operation.js';

/** What lies at an output's address: by the operation's fate the take, a page that says otherwise, or nothing. */
export async function outputReply(operation: Operation | undefined, lab: FilmLab): Promise<Reply> {
  if (operation?.status !== 'succeeded' || operation.order.fate.output === 'gone') return { status: 404, body: 'not found' };
  const contentType = operation.order.kind === 'image' ? 'image/png' : 'video/mp4';
  if (operation.order.fate.output === 'html')
    return { status: 200, headers: { 'content-type': contentType }, body: '<!doctype html><title>Please sign in</title>' };
  return { status: 200, headers: { 'content-type': contentType }, body: await lab.made(operation.order) };
}

/** The file in a multipart upload's field. */
export async function readUpload({ body, headers }: Asked, field: string): Promise<File | undefined> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type'] ?? '' } })
    .formData()
    .catch(() => undefined);
  const file = form?.get(field);
  return file instanceof File && file.size > 0 ? file : undefined;
}

/** Pixels for a ratio like 16:9 whose shorter side is about this long; multiples of 16. */
export function sizeOf(ratio: string, shortSide: number): { width: number; height: number } {
  const [across = 1, down = 1] = ratio.split(':').map(Number);
  const long = Math.round((shortSide * Math.max(across, down)) / Math.min(across, down) / 16) * 16;
  return across >= down ? { width: long, height: shortSide } : { width: shortSide, height: long };
}
