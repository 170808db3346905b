import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { warmProjectGraph } from './lint.command.js';

/** What the project's own configuration says of a text that stood at this path. Only the rules that need no type information. */
async function complaints(text: string, filePath: string): Promise<string[]> {
  const eslint = new ESLint({
    overrideConfig: { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false, project: null } } },
    ruleFilter: ({ ruleId }) =>
      ['@nx/enforce-module-boundaries', 'no-restricted-properties', 'no-restricted-imports', 'polyreel/file-name'].includes(ruleId),
  });
  const [result] = await eslint.lintText(text, { filePath });
  return result!.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

const boundary = (text: string) => expect.stringMatching(new RegExp(`^@nx/enforce-module-boundaries: .*${text}`, 's'));

/** The canary: these must be seen, or a lint that finds nothing proves nothing. */
describe('the boundaries between the parts', () => {
  beforeAll(async () => {
    expect(await warmProjectGraph(), 'projects in the graph').toBeGreaterThan(5);
  }, 60_000);

  it('keep a library from another one that it may not know', async () => {
    expect(await complaints(`export { AppError } from '@polyreel/service-kit';`, 'libs/contracts/src/film.ts')).toEqual([
      boundary('type:contracts'),
    ]);
  });

  it('keep an app from the broker', async () => {
    const found = await complaints(
      `import 'amqplib';\nimport '@golevelup/nestjs-rabbitmq';`,
      'apps/mood-analysis-service/src/mood.model.ts',
    );
    expect(found).toEqual([boundary('amqplib'), boundary('golevelup')]);
  });

  it('keep an app from another app', async () => {
    const [found] = await complaints(
      `import '../../mood-analysis-service/src/mood.model.js';`,
      'apps/canary-service/src/canary.model.ts',
    ).then(
      // A folder that is no project has no tag: the rule knows it only once it has a main.ts. The relative way out is seen from a library as well.
      async (first) =>
        first.length > 0 ? first : complaints(`import '../../../apps/mood-analysis-service/src/mood.model.js';`, 'libs/media/src/index.ts'),
    );
    expect(found).toEqual(boundary(''));
  });

  it('keep the database out of the messaging library', async () => {
    expect(await complaints(`import 'typeorm';`, 'libs/messaging/src/envelope.ts')).toEqual([boundary('typeorm')]);
  });

  it('keep the test harness out of what is shipped, and let a spec use it', async () => {
    for (const harness of ['testing', 'test-servers']) {
      const text = `import '@polyreel/${harness}';`;
      expect(await complaints(text, 'apps/mood-analysis-service/src/mood.model.ts')).toEqual([boundary(`${harness}|type:app`)]);
      expect(await complaints(text, 'apps/mood-analysis-service/src/mood.model.spec.ts')).toEqual([]);
    }
  });

  it('let a service import what the table allows', async () => {
    const text = `import '@polyreel/contracts';\nimport '@polyreel/messaging';\nimport '@polyreel/service-kit';`;
    expect(await complaints(text, 'apps/mood-analysis-service/src/mood.model.ts')).toEqual([]);
  });
});

describe('the environment', () => {
  it('is read by service-kit alone', async () => {
    const text = `export const url = process.env['X'];`;
    expect(await complaints(text, 'apps/mood-analysis-service/src/mood.model.ts')).toEqual([expect.stringContaining('Only service-kit')]);
    expect(await complaints(text, 'libs/media/src/index.ts')).toEqual([expect.stringContaining('Only service-kit')]);
    expect(await complaints(text, 'libs/service-kit/src/config.ts')).toEqual([]);
  });

  it('cannot be had by importing it either', async () => {
    expect(await complaints(`import { env } from 'node:process';\nexport const url = env['X'];`, 'libs/media/src/index.ts')).toEqual([
      expect.stringContaining('Only service-kit'),
    ]);
  });
});

describe('file names', () => {
  it.each([
    ['apps/mood-analysis-service/src/analyze-mood.handler.ts', 0],
    ['apps/mood-analysis-service/src/main.ts', 0],
    ['libs/contracts/src/film.ts', 0],
    ['apps/mood-analysis-service/src/mood.ts', 1],
    ['libs/contracts/src/FilmWords.ts', 1],
    ['libs/contracts/src/text-utils.ts', 1],
    ['libs/contracts/src/shot.helper.ts', 1],
  ])('%s has %i problems', async (path, problems) => {
    expect(await complaints('export {};', path)).toHaveLength(problems);
  });
});
