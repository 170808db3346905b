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

/** Measures a film in one decoding pass; motion and darkness at 320 pixels width, focus and blocks on two frames a second. */
export async function measureFilm(path: string, expected: ExpectedFilm, signal?: AbortSignal): Promise<QualityMetrics> {
  const found = await probe(path, { signal });
  const log = new FilmLog();
  const seconds = found.durationSeconds;
  const { graph, outputs } = await measuringGraph(found, expected);
  if (outputs.length > 0)
    await runFfmpeg([...inputOf(path), '-filter_complex', graph, ...outputs], { signal, onLog: (line) => log.take(line) });
  const share = (part: number) => (seconds > 0 ? Math.min(1, part / seconds) : 1);
  const metrics: QualityMetrics = {
    durationOffBy: Math.abs(seconds - expected.durationSeconds) / expected.durationSeconds,
    formatFaults: formatFaults(found, expected),
    blackShare: share(found.video ? log.blackSeconds : seconds),
    frozenShare: share(found.video ? log.frozenSeconds(seconds) : seconds),
    cuts: log.cuts,
    ...(log.blur === undefined ? {} : { blur: log.blur }),
    ...(log.blockiness === undefined ? {} : { blockiness: log.blockiness }),
  };
  if (expected.sound) Object.assign(metrics, soundMetrics(found, log, share));
  if (expected.captions !== undefined) metrics.captionGap = 1 - captionCoverage(expected.captions, expected.durationSeconds);
  return metrics;
}

async function measuringGraph({ video, audio }: Probe, { framesPerSecond }: ExpectedFilm) {
  const filters = await supportedFilters();
  const every = Math.max(1, Math.round(framesPerSecond / 2));
  const parts: string[] = [];
  const outputs: string[] = [];
  if (video) {
    parts.push(
      '[0:v]split[v][w]',
      '[v]scale=320:-2:flags=fast_bilinear,blackdetect=d=0.1:pix_th=0.08,freezedetect=n=0.001:d=0.5,scdet=threshold=12[seen]',
    );
    const looks = [
      `select='not(mod(n,${every}))'`,
      ...['blockdetect', 'scale=640:-2:flags=area', 'blurdetect=block_width=32:block_height=32'].filter((filter) =>
        filters.has(filter.split('=')[0]!),
      ),
      ...(filters.has('blurdetect') ? ['metadata=mode=print:key=lavfi.blur'] : []),
    ];
    parts.push(`[w]${looks.join(',')}[looked]`);
    outputs.push('-map', '[seen]', '-f', 'null', '-', '-map', '[looked]', '-f', 'null', '-');
  }
  if (audio) {
    parts.push('[0:a]silencedetect=n=-50dB:d=0.5,ebur128=peak=true:framelog=verbose[heard]');
    outputs.push('-map', '[heard]', '-f', 'null', '-');
  }
  return { graph: parts.join(';'), outputs };
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
