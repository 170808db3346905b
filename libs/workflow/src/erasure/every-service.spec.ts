import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Who erases by a handler of its own, and what keeps out there what comes after. */
const OWN_WAY: Readonly<Record<string, { erasedBy: string; keptOutBy: string }>> = {
  'generation-orchestrator': { erasedBy: 'erase-generations.job.ts', keptOutBy: 'erased_people' },
  'storage-service': { erasedBy: 'erase-files.job.ts', keptOutBy: 'erased_owners' },
  'user-service': { erasedBy: 'erase-profile.handler.ts', keptOutBy: 'closed_accounts' },
  'voice-processing-orchestrator': { erasedBy: 'erase-voices.job.ts', keptOutBy: 'erased_people' },
};

const apps = new URL('../../../../apps/', import.meta.url);
/** The sources of a service, by file name. */
const filesOf = (service: string) => {
  const folder = new URL(`${service}/src/`, apps);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.spec)\.ts$/.test(name));
  return new Map(names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
};
const services = readdirSync(apps).map((service) => {
  const files = filesOf(service);
  return { service, files, module: [...files].flatMap(([name, text]) => (name.endsWith('.module.ts') ? [text] : [])).join('\n') };
});
const keeping = services.filter(({ module }) => /\b(ProcessModule|JobModule)\b/.test(module));

describe('every service with runs or jobs', () => {
  it('is found', () => expect(keeping.map(({ service }) => service)).toEqual(expect.arrayContaining(Object.keys(OWN_WAY))));

  it.each(keeping)('forgets whoever is erased, and takes nothing of theirs in after: $service', ({ service, files, module }) => {
    const own = OWN_WAY[service];
    if (own) {
      expect([...files.keys()]).toContainEqual(expect.stringMatching(new RegExp(`(^|/)${own.erasedBy}$`)));
      return expect([...files.values()].join('\n')).toMatch(new RegExp(`SELECT 1[^;]*\\b${own.keptOutBy}\\b`));
    }
    if (/\bProcessModule\b/.test(module)) expect(module).toMatch(/providers: \[[^\]]*\bEraseRuns\b/s);
    if (!/\bJobModule\b/.test(module)) return;
    const ofVoices = /@Performs\((AudioPreprocessed|VoiceProcessingStarted),/.test([...files.values()].join('\n'));
    expect(module).toMatch(ofVoices ? /providers: \[[^\]]*\bEraseVoiceJobs\b/s : /providers: \[[^\]]*\bEraseJobs\b/s);
  });

  it.each(['Generation', 'VoiceProcessing'])('stops by the failure of a run what its cancellation stops: %s', (run) => {
    const lists = keeping.flatMap(({ files }) => [...files.values()].flatMap((text) => text.match(/cancelledBy: [^\]]*\]/g) ?? []));
    const ofRun = lists.filter((list) => list.includes(`${run}Cancelled`));
    expect(ofRun.length).toBeGreaterThanOrEqual(3);
    for (const list of ofRun) expect(list).toContain(`${run}Failed`);
  });
});
