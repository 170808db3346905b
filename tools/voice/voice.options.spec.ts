import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EXIT } from '../client/command.error.js';
import { parseVoice } from './voice.options.js';

describe('the command line of a recording', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voice-options-'));
  const file = join(folder, 'take one.wav');
  writeFileSync(file, 'RIFF');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('asks for a film, with the options that every film has', () => {
    const options = parseVoice(['take one.wav', '--narrate', '-o', 'film.mp4', '--aspect', '9:16', '--language', 'en'], folder);
    expect(options).toMatchObject({
      file,
      output: join(folder, 'film.mp4'),
      generate: { narrate: true, aspectRatio: '9:16', language: 'en', music: true },
    });
    expect(options!.process).toBeUndefined();
  });

  it('asks for the words only', () => {
    expect(parseVoice([file, '--transcript-only', '--json'], '/')).toMatchObject({ file, json: true, process: {} });
  });

  it.each([
    [['nowhere.wav'], 'file_not_found', EXIT.usage],
    [['.'], 'file_not_found', EXIT.usage],
    [[], 'usage', EXIT.usage],
    [['take one.wav', '--loud'], 'usage', EXIT.usage],
    [['take one.wav', '--language', 'klingon!'], 'validation_failed', EXIT.refused],
  ])('says what is wrong with %j', (args, code, exitCode) => {
    expect(() => parseVoice(args, folder)).toThrow(expect.objectContaining({ code, exitCode }));
  });
});
