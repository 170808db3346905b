import type { AcceptedVoice, VoiceView } from '@polyreel/http-api';
import { type BadRecording, badRecording, spoken } from '@polyreel/testing';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mesh, startTestMesh } from '../fixtures/mesh.js';
import { newPerson, type Person, WITHOUT_LETTERS } from '../fixtures/people.js';

const TIMEOUT_MS = 240_000;
/** Who is told to wait is not told what is wrong with the recording. */
const UNLIMITED = { perMinute: 1_000_000 };
const ANY = { 'sign-in': UNLIMITED, generations: UNLIMITED, voice: UNLIMITED, calls: UNLIMITED };

/** Refused before it is taken in. What else each format can have wrong with it is in inspect-recording.spec.ts of libs/media. */
const AT_THE_DOOR: [what: string, kind: BadRecording, status: number, code: string][] = [
  ['an empty file', 'empty', 422, 'voice_empty'],
  ['a text that is called .wav', 'text', 415, 'voice_not_audio'],
  ['an archive that is called .mp3', 'archive', 415, 'voice_not_audio'],
  ['a video', 'videoMp4', 415, 'voice_is_video'],
  ['an mp3 that is cut off', 'cutMp3', 422, 'voice_truncated'],
  ['26 MB', 'tooLarge', 413, 'voice_too_large'],
  ['eleven minutes', 'elevenMinutes', 422, 'voice_too_long'],
  ['ten channels', 'tenChannels', 422, 'voice_too_many_channels'],
  ['pure silence', 'silence', 422, 'voice_silent'],
  ['half an hour that unfolds from a few kilobytes', 'hoursOfNothing', 422, 'voice_unreasonable'],
  ['a header that claims weeks', 'claimsWeeks', 422, 'voice_unreasonable'],
  ['a header that claims four billion samples a second', 'absurdRate', 422, 'voice_unreasonable'],
];

const SPANISH = { text: 'Un dragón rojo vuela sobre el castillo al anochecer.', voice: { language: 'es' } };
const JAPANESE = { text: '赤い竜が古い城の上を飛んでいます。', voice: { language: 'ja' } };

/** Taken in, and refused once somebody has listened: the recording, what is said of it, and the code. */
const HEARD_FIRST: [what: string, recording: () => Promise<string>, request: object, code: string][] = [
  ['noise alone', () => badRecording('noise'), {}, 'voice_no_speech'],
  ['music alone', () => badRecording('music'), {}, 'voice_no_speech'],
  ['fewer than ten characters', () => badRecording('hi'), { language: 'en' }, 'voice_too_short'],
  ['a language that is named and that no engine knows', () => spoken(SPANISH), { language: 'es' }, 'voice_language_unsupported'],
  ['a language that is not named and that no engine knows', () => spoken(JAPANESE), {}, 'voice_language_unsupported'],
];

/** What a form may call a file: how its line goes on after `name="file"; `. */
const NAMES: [what: string, line: string][] = [
  ['a way out of its folder', 'filename="../../../../etc/passwd"'],
  ['an absolute path', 'filename="/etc/passwd"'],
  ['a way out as Windows has it', 'filename="..\\..\\..\\autoexec.bat"'],
  ['a way out in percent signs', "filename*=UTF-8''..%2F..%2F..%2Fetc%2Fpasswd"],
  ['a NUL', 'filename="recording.wav\0.exe"'],
  ['a line that goes on as another header', 'filename="a\r\nx-polyreel-user: root\r\n.wav"'],
  ['five thousand letters', `filename="${'a'.repeat(5_000)}.wav"`],
];

const data = async <T>(answer: Response) => ((await answer.json()) as { data: T }).data;
const code = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;

describe('a recording that must not become a film', () => {
  let mesh: Mesh;
  let folder: string;
  let rows: Client;
  let ann: Person;
  let balance: number;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polyreel-limits-'));
    const limits = join(folder, 'limits.json');
    await writeFile(limits, JSON.stringify({ address: UNLIMITED, nobody: ANY, free: ANY, pro: ANY, enterprise: ANY }));
    mesh = await startTestMesh(10_400, { ...WITHOUT_LETTERS, LIMITS_FILE: limits });
    rows = new Client({ connectionString: mesh.environment['DATABASE_URL'] });
    await rows.connect();
    ann = await newPerson(mesh, 'ann');
    balance = await balanceOf(ann);
    expect(balance).toBeGreaterThan(0);
  }, TIMEOUT_MS);
  afterAll(async () => {
    await rows?.end();
    await mesh?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = (who: Person, path: string, init: RequestInit = {}) =>
    fetch(`${mesh.url}/v1${path}`, { ...init, headers: { ...who.headers, ...(init.headers as Record<string, string>) } });
  const film = async (who: Person, path: string, request: object = {}) => {
    const form = new FormData();
    form.set('request', JSON.stringify(request));
    form.set('file', new Blob([await readFile(path)]), relative(join(path, '..'), path));
    return ask(who, '/voice/generate', { method: 'POST', body: form });
  };
  const balanceOf = async (who: Person) => (await data<{ balance: number }>(await ask(who, '/users/usage'))).balance;
  /** Every file of the object store. */
  const files = () =>
    readdirSync(mesh.environment['OBJECT_STORE_DIR']!, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(mesh.environment['OBJECT_STORE_DIR']!, join(entry.parentPath, entry.name)));
  const rowsOf = async (table: string) => (await rows.query(`SELECT 1 FROM ${table}`)).rowCount;

  it.each(AT_THE_DOOR)('is refused at the door: %s', async (_what, kind, status, reason) => {
    const answer = await film(ann, await badRecording(kind));
    expect([answer.status, await code(answer)]).toEqual([status, reason]);
    expect(files()).toEqual([]);
    for (const table of ['voice.voices', 'voice.claims', 'voice.processes', 'generation.generations'])
      expect([table, await rowsOf(table)]).toEqual([table, 0]);
    expect(await balanceOf(ann)).toBe(balance);
  });

  it.each(HEARD_FIRST)(
    'is refused when it was heard, and its files go: %s',
    { timeout: TIMEOUT_MS },
    async (_what, make, request, reason) => {
      const taken = await film(ann, await make(), request);
      expect(taken.status).toBe(202);
      const { voiceId, generationId } = await data<AcceptedVoice>(taken);
      const view = async () => data<VoiceView>(await ask(ann, `/voice/status/${voiceId}`));
      await expect.poll(async () => (await view()).status, { timeout: TIMEOUT_MS, interval: 250 }).not.toMatch(/pending|processing/);
      const { status, error } = await view();
      expect({ status, code: error?.code }, error?.message).toEqual({ status: 'failed', code: reason });
      await expect.poll(files).toEqual([]);
      expect((await ask(ann, `/generations/${generationId}`)).status).toBe(404);
      expect(await rowsOf('generation.generations')).toBe(0);
      expect(await balanceOf(ann)).toBe(balance);
    },
  );

  describe('by the name of its file', () => {
    /** A form whose lines are written by hand: no client of good manners sends such names. */
    const named = (line: string, content: Buffer) =>
      ask(ann, '/voice/upload', {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
        body: Buffer.concat([
          Buffer.from(`--b\r\ncontent-disposition: form-data; name="file"; ${line}\r\n\r\n`, 'latin1'),
          content,
          Buffer.from('\r\n--b--\r\n'),
        ]),
      });

    it.each(NAMES)('has no part in where it is kept: %s', async (_what, line) => {
      const before = files();
      const answer = await named(line, await readFile(await spoken({ text: 'A lighthouse in the rain.' })));
      expect(answer.status).toBe(201);
      const { uploadId } = await data<{ uploadId: string }>(answer);
      const place = `user-uploads/uploads/${ann.userId}/${uploadId}`;
      expect(files().filter((file) => !before.includes(file))).toEqual(expect.arrayContaining([place, `.labels/${place}.json`]));
      expect(files()).toHaveLength(before.length + 2);
    });

    it.each(NAMES)('has no part in what it is: %s', async (_what, line) => {
      const before = files();
      const answer = await named(line, await readFile(await badRecording('text')));
      expect([answer.status, await code(answer)]).toEqual([415, 'voice_not_audio']);
      expect(files()).toEqual(before);
    });
  });
});
