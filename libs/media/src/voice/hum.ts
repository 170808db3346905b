/** What the mains hum at, somewhere in the world, and how many of its overtones a bad cable lets in. */
const MAINS = [50, 60] as const;
const OVERTONES = 7;
/** The lowest ones tell: above them a voice has its own. */
const TELLING = [1, 2, 3] as const;
/** Of these, so many must stand out by so many decibels over the bins beside them, in nine of ten seconds: no voice keeps a pitch to the hertz. */
const MUST_STAND_OUT = 2;
const STANDS_OUT_DB = 10;
/** No voice is as low as the mains themselves: there one line is enough, if it stands out by so much. */
const BELOW_ANY_VOICE_DB = 20;
const IN_ALL_BUT = 0.1;
/** Distance of the neighbours, in hertz; a window of a second tells one hertz from the next. */
const BESIDE = 7;
/** Sampled down to this, the overtones are all there and the work is an eighth. */
const RATE = 2_000;

export interface Hum {
  hertz: (typeof MAINS)[number];
  /** By how much its strongest low overtone stands above the bins beside it. */
  standsOutDb: number;
}

/** Listens for the hum of the mains, fed with the mono samples of 16 kHz that a recording is measured by. */
export class HumListener {
  private readonly window = new Float64Array(RATE);
  private filled = 0;
  private sum = 0;
  private inSum = 0;
  /** For every telling overtone of each mains, by how much it stood out in each second. */
  private readonly found = new Map<number, number[]>(MAINS.flatMap((hertz) => TELLING.map((times) => [hertz * times, []])));

  sample(value: number): void {
    this.sum += value;
    if (++this.inSum < 8) return;
    this.window[this.filled++] = this.sum / 8;
    this.sum = this.inSum = 0;
    if (this.filled === RATE) this.endWindow();
  }

  /** The hum that went through the whole recording, if one did. */
  get hum(): Hum | undefined {
    const heard = MAINS.map((hertz) => {
      const overtones = TELLING.map((times) => steadily(this.found.get(hertz * times)!));
      const several = overtones.filter((decibels) => decibels > STANDS_OUT_DB).length >= MUST_STAND_OUT;
      return { hertz, standsOutDb: Math.max(...overtones), found: several || overtones[0]! > BELOW_ANY_VOICE_DB };
    });
    const [loudest] = heard.filter(({ found }) => found).sort((a, b) => b.standsOutDb - a.standsOutDb);
    return loudest && { hertz: loudest.hertz, standsOutDb: loudest.standsOutDb };
  }

  private endWindow(): void {
    this.filled = 0;
    for (let index = 0; index < RATE; index++) this.window[index]! *= 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / RATE);
    for (const [hertz, levels] of this.found) {
      const beside = (power(this.window, hertz - BESIDE) + power(this.window, hertz + BESIDE)) / 2;
      levels.push(10 * Math.log10((power(this.window, hertz) + 1e-3) / (beside + 1e-3)));
    }
  }
}

/** Takes out the mains and its overtones, each with a notch of 4 Hz. */
export const humFilter = ({ hertz }: Hum): string =>
  Array.from({ length: OVERTONES }, (_, index) => `bandreject=f=${hertz * (index + 1)}:t=h:w=4`).join(',');

function steadily(levels: readonly number[]): number {
  const sorted = [...levels].sort((a, b) => a - b);
  return sorted[Math.floor(IN_ALL_BUT * sorted.length)] ?? 0;
}

/** The power of one frequency in a window (Goertzel). */
function power(window: Float64Array, hertz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / RATE);
  let [before, last] = [0, 0];
  for (const sample of window) [before, last] = [last, sample + turn * last - before];
  return (last * last + before * before - turn * last * before) / RATE ** 2;
}
