/** One event of a text/event-stream. */
export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
  readonly id?: string;
}

/** Longer than any event of ours: what does not end by then is not an event stream. */
const LONGEST_EVENT = 1 << 20;

/** Reads events from a stream as the HTML standard has it (section 9.2.6): fields by line, an empty line ends an event, `:` is a comment. */
export async function* serverSentEvents(stream: AsyncIterable<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    rest += decoder.decode(chunk, { stream: true });
    if (rest.length > LONGEST_EVENT) throw new Error('the event stream holds an event without end');
    const blocks = rest.split(/\r\n\r\n|\n\n|\r\r/);
    rest = blocks.pop()!;
    for (const block of blocks) {
      const event = parse(block);
      if (event) yield event;
    }
  }
}

function parse(block: string): ServerSentEvent | undefined {
  const fields = block.split(/\r\n|\n|\r/).map((line) => /^([^:]+)(?:: ?(.*))?$/.exec(line));
  const values = (name: string) => fields.flatMap((field) => (field?.[1] === name ? [field[2] ?? ''] : []));
  const data = values('data');
  if (data.length === 0) return undefined;
  const id = values('id').at(-1);
  return { event: values('event').at(-1) ?? 'message', data: data.join('\n'), ...(id !== undefined && { id }) };
}
