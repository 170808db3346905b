import type { DescribedEvent, EventCatalogue } from './event-catalogue.js';

const code = (text: string) => `\`${text}\``;
const domainOf = ({ contract }: DescribedEvent) => contract.type.slice(0, contract.type.indexOf('.'));

/** docs/event-map.md: every event with who emits it, who hears it and what it tells. */
export function eventMap(catalogue: EventCatalogue): string {
  const { events, handlers, unbuilt } = catalogue;
  const domains = [...new Set(events.map(domainOf))];
  return [
    '# Event map',
    '',
    'Made by `npm run docs` from the contracts and the handlers; `npm run check` fails when it is stale. Do not edit it by hand.',
    '',
    `${events.length} events, ${handlers.length} handlers. A queue is named \`<service>.<handler>\` and bound to exactly the events it hears.`,
    '',
    ...(unbuilt.length > 0 ? [`Not written yet, so their part is missing here: ${unbuilt.map(code).join(', ')}.`, ''] : []),
    ...domains.flatMap((domain) =>
      section(
        domain,
        events.filter((event) => domainOf(event) === domain),
      ),
    ),
    '## By service',
    '',
    '| service | handler | hears | emits |',
    '|---|---|---|---|',
    ...handlers.map(
      ({ service, handler, hears, emits }) =>
        `| ${service} | ${handler} | ${hears.map(short).join('<br>')} | ${emits.map(short).join('<br>') || '–'} |`,
    ),
    '',
  ].join('\n');
}

function section(domain: string, events: readonly DescribedEvent[]): string[] {
  return [`## ${domain}`, '', '| event | says | emitted by | heard by | data |', '|---|---|---|---|---|', ...events.map(row), ''];
}

function row({ contract, listeners }: DescribedEvent): string {
  const heard = listeners.map(({ queue }) => queue).join('<br>') || (contract.unheard ? 'nobody, on purpose' : 'nobody yet');
  const owner = contract.owner === 'any' ? 'any service' : contract.owner;
  return `| ${code(contract.type)} | ${contract.summary} | ${owner} | ${heard} | ${Object.keys(contract.data.shape).join(', ')} |`;
}

const short = (type: string) => type.replace(/^[a-z]+\./, '').replace(/\.v1$/, '');
