import { allOrNone } from '../all-or-none.js';
import { readLoudness } from '../film/loudness.js';
import { runFfmpeg } from '../ffmpeg.js';
import { inputOf } from '../input.js';
import { type Probe, probe } from '../probe.js';
import { captionCoverage } from './caption-coverage.js';
import { FilmLog } from './film-log.js';
import { supportedFilters } from './supported-filters.js';

/** What a film was meant to be. */
export interface ExpectedFilm {
  durationSeconds: number;
  width: number;
  height: number;
  framesPerSecond: number;
  sound: boolean;
  /** For how many seconds a voice speaks, where one does: in its pauses there may be silence, and no caption. */
  spokenSeconds?: number;
  /** The film's WebVTT file; unset where no words are told. */
  captions?: string;
}

/** Figures of a film: see quality-rules.json for the unit and meaning of each. `cuts` is how many hard cuts were seen; it is not judged. */
export interface QualityMetrics {
  durationOffBy: number;
  formatFaults: number;
  blackShare: number;
  frozenShare: number;
  cuts: number;
  blur?: number;
  blockiness?: number;
  loudnessOffBy?: number;
  truePeak?: number;
  silentShare?: number;
  soundMissing?: number;
  captionGap?: number;
}

const TARGET_LUFS = -14;
/** What a silent or unmeasurable loudness counts as: far beyond every limit, yet finite for JSON. */
const FAR_OFF = 99;

/**
 * Measures a film in one decoding pass over the picture and one over the sound beside it; motion and darkness at 320 pixels
 * width, focus on two frames a second, blocks (the dearest look by far) on one.
 */
export async function measureFilm(path: string, expected: ExpectedFilm, signal?: AbortSignal): Promise<QualityMetrics> {
  const found = await probe(path, { signal });
  const seconds = found.durationSeconds;
  const [seen, heard] = await allOrNone(
    [
      async (stop) => (found.video ? measured(path, await pictureGraph(expected), stop) : new FilmLog()),
      async (stop) => (found.audio ? measured(path, SOUND_GRAPH, stop) : new FilmLog()),
    ],
    { signal },
  );
  const share = (part: number) => (seconds > 0 ? Math.min(1, part / seconds) : 1);
  const metrics: QualityMetrics = {
    durationOffBy: Math.abs(seconds - expected.durationSeconds) / expected.durationSeconds,
    formatFaults: formatFaults(found, expected),
    blackShare: share(found.video ? seen.blackSeconds : seconds),
    frozenShare: share(found.video ? seen.frozenSeconds(seconds) : seconds),
    cuts: seen.cuts,
    ...(seen.blur === undefined ? {} : { blur: seen.blur }),
    ...(seen.blockiness === undefined ? {} : { blockiness: seen.blockiness }),
  };
  const speaking = Math.min(1, (expected.spokenSeconds ?? expected.durationSeconds) / expected.durationSeconds);
  if (expected.sound)
    Object.assign(
      metrics,
      soundMetrics(found, heard, (silent) => Math.max(0, share(silent) - (1 - speaking))),
    );
  if (expected.captions !== undefined) {
    const covered = captionCoverage(expected.captions, expected.durationSeconds);
    metrics.captionGap = speaking > 0 ? Math.max(0, 1 - covered / speaking) : 0;
  }
  return metrics;
}

/** A filter graph and the labels that it ends in. */
interface Measuring {
  graph: string[];
  ends: string[];
}

/** Runs a film through measuring filters; nothing is written but the log. */
async function measured(path: string, { graph, ends }: Measuring, signal: AbortSignal): Promise<FilmLog> {
  const log = new FilmLog();
  const outputs = ends.flatMap((end) => ['-map', `[${end}]`, '-f', 'null', '-']);
  await runFfmpeg([...inputOf(path), '-filter_complex', graph.join(';'), ...outputs], { signal, onLog: (line) => log.take(line) });
  return log;
}

const SOUND_GRAPH: Measuring = { graph: ['[0:a]silencedetect=n=-50dB:d=0.5,ebur128=peak=true:framelog=verbose[heard]'], ends: ['heard'] };

/** Writes a figure of every frame into the log. */
const told = (figure: string) => `metadata=mode=print:key=lavfi.${figure}`;

async function pictureGraph({ framesPerSecond }: ExpectedFilm): Promise<Measuring> {
  const filters = await supportedFilters();
  const every = Math.max(1, Math.round(framesPerSecond / 2));
  const looks = {
    seen: 'scale=320:-2:flags=fast_bilinear,blackdetect=d=0.1:pix_th=0.08,freezedetect=n=0.001:d=0.5,scdet=threshold=12',
    ...(filters.has('blurdetect') && {
      focus: `select='not(mod(n,${every}))',scale=640:-2:flags=area,blurdetect=block_width=32:block_height=32,${told('blur')}`,
    }),
    ...(filters.has('blockdetect') && { blocks: `select='not(mod(n,${every * 2}))',blockdetect,${told('block')}` }),
  };
  const ends = Object.keys(looks);
  const split = `[0:v]split=${ends.length}${ends.map((end) => `[${end}0]`).join('')}`;
  return { graph: [split, ...Object.entries(looks).map(([end, look]) => `[${end}0]${look}[${end}]`)], ends };
}

function soundMetrics({ audio, durationSeconds }: Probe, log: FilmLog, share: (part: number) => number): Partial<QualityMetrics> {
  if (!audio) return { soundMissing: 1 };
  const { integrated, truePeak } = readLoudness(log.lastLines);
  return {
    soundMissing: 0,
    loudnessOffBy: Number.isFinite(integrated) ? Math.abs(integrated - TARGET_LUFS) : FAR_OFF,
    truePeak: Number.isFinite(truePeak) ? truePeak : -FAR_OFF,
    silentShare: share(log.silentSeconds(durationSeconds)),
  };
}

function formatFaults({ video }: Probe, expected: ExpectedFilm): number {
  if (!video) return 5;
  const faults = [
    video.width !== expected.width || video.height !== expected.height,
    Math.abs((video.avg_frame_rate ?? 0) - expected.framesPerSecond) > 0.01,
    video.codec_name !== 'h264',
    video.pix_fmt !== 'yuv420p',
  ];
  return faults.filter(Boolean).length;
}
