import type { Note } from './compose.js';
import { HeldVoice } from './held-voice.js';
import { instruments, SAMPLE_RATE, StruckSounds } from './instruments.js';
import { Reverb } from './reverb.js';

const BLOCK = 4096;

/** A note that is sounding. `mix` adds its next samples. */
interface Sounding {
  begins: number;
  ends: number;
  mix(at: number, from: number, count: number): void;
}

/**
 * Plays a score as interleaved 16-bit stereo at 48 kHz, a block of 85 ms at a time: memory does not grow with length.
 * The end fades out so that a film of any length closes gently.
 */
export function* render(notes: readonly Note[], durationSeconds: number, space: number): Generator<Buffer> {
  const total = Math.round(durationSeconds * SAMPLE_RATE);
  const stage = new Stage(space);
  const fade = Math.min(2.2, durationSeconds * 0.3) * SAMPLE_RATE;
  const rise = Math.min(0.25, durationSeconds * 0.1) * SAMPLE_RATE;
  let next = 0;
  for (let start = 0; start < total; start += BLOCK) {
    const count = Math.min(BLOCK, total - start);
    while (next < notes.length && notes[next]!.at * SAMPLE_RATE < start + count) stage.enter(notes[next++]!);
    stage.play(start, count);
    const block = Buffer.alloc(count * 4);
    for (let i = 0; i < count; i++) {
      const edge = Math.min(1, (start + i) / rise) * Math.min(1, Math.max(0, (total - start - i) / fade));
      block.writeInt16LE(toSample(stage.left[i]! * edge), i * 4);
      block.writeInt16LE(toSample(stage.right[i]! * edge), i * 4 + 2);
    }
    yield block;
  }
}

/** tanh rounds peaks off instead of cutting them; the factor keeps all but the loudest moments in its straight part. */
const toSample = (value: number) => Math.round(32_000 * Math.tanh(value * 0.6));

class Stage {
  readonly left = new Float32Array(BLOCK);
  readonly right = new Float32Array(BLOCK);
  private readonly send = new Float32Array(BLOCK);
  private readonly sounds = new StruckSounds();
  private readonly reverb: Reverb;
  private sounding: Sounding[] = [];
  private entered = 0;

  constructor(space: number) {
    this.reverb = new Reverb(space);
  }

  enter(note: Note): void {
    const begins = Math.max(0, Math.round(note.at * SAMPLE_RATE));
    this.sounding.push(note.voice.kind === 'struck' || note.voice.kind === 'drum' ? this.struck(note, begins) : this.held(note, begins));
    this.entered++;
  }

  play(start: number, count: number): void {
    this.left.fill(0);
    this.right.fill(0);
    this.send.fill(0);
    for (const voice of this.sounding) {
      const from = Math.max(start, voice.begins);
      const until = Math.min(start + count, voice.ends);
      if (until > from) voice.mix(from - start, from - voice.begins, until - from);
    }
    this.sounding = this.sounding.filter(({ ends }) => ends > start + count);
    this.reverb.mix(this.send, this.left, this.right, count);
  }

  private struck({ voice, midi, level, pan, space }: Note, begins: number): Sounding {
    const sound =
      voice.kind === 'drum'
        ? this.sounds.drum(voice.name)
        : voice.kind === 'struck'
          ? this.sounds.note(voice.name, midi)
          : new Float32Array();
    const [gainLeft, gainRight] = sides(level, pan);
    const { left, right, send } = this;
    return {
      begins,
      ends: begins + sound.length,
      mix(at, from, count) {
        for (let i = 0; i < count; i++) {
          const sample = sound[from + i]!;
          left[at + i]! += sample * gainLeft;
          right[at + i]! += sample * gainRight;
          send[at + i]! += sample * level * space;
        }
      },
    };
  }

  private held({ voice, midi, seconds, level, pan, space }: Note, begins: number): Sounding {
    const held = voice.kind === 'pad' ? instruments.pads[voice.name] : voice.kind === 'bass' ? instruments.basses[voice.name] : undefined;
    if (!held) throw new TypeError(`${voice.kind} is not a held voice`);
    const tone = new HeldVoice(held, midi, seconds, (this.entered * 0.381966) % 1);
    const [gainLeft, gainRight] = sides(level, pan);
    const [left, right] = [new Float32Array(BLOCK), new Float32Array(BLOCK)];
    return {
      begins,
      ends: begins + Math.round(tone.totalSeconds * SAMPLE_RATE),
      mix: (at, from, count) => {
        left.fill(0, at, at + count);
        right.fill(0, at, at + count);
        tone.mix(left, right, at, from, count, gainLeft, gainRight);
        for (let i = at; i < at + count; i++) {
          this.left[i]! += left[i]!;
          this.right[i]! += right[i]!;
          this.send[i]! += (left[i]! + right[i]!) * 0.5 * space;
        }
      },
    };
  }
}

/** Constant-power panning. */
function sides(level: number, pan: number): [left: number, right: number] {
  const angle = ((pan + 1) * Math.PI) / 4;
  return [level * Math.cos(angle) * Math.SQRT2, level * Math.sin(angle) * Math.SQRT2];
}
