import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { CameraMovement, Scenery, Shot } from '@polyreel/contracts';
import { probe, runProgram } from '@polyreel/media';
import { describe, expect, it } from 'vitest';
import { drawPlaceholder, drawStill, renderShot, type Look } from './index.js';
import { illustrationsFor } from './illustrations.js';
import { setScene } from './render/scene.js';

const look: Look = { width: 320, height: 180, framesPerSecond: 12, seed: 5, quality: 'standard' };

const shotOf = (setting: object, entities: object[], camera: object = {}, durationSeconds = 1): Shot =>
  Shot.parse({
    index: 0,
    text: 'A red dragon flies over a castle.',
    originalText: 'تنين أحمر يطير فوق القلعة',
    sentences: [0],
    startSeconds: 0,
    durationSeconds,
    setting: { scenery: 'hills', stated: true, ...setting },
    mood: { label: 'neutral', valence: 0, energy: 0.5 },
    camera: { size: 'wide', angle: 'eye_level', movement: 'static', stated: false, ...camera },
    transition: 'cut',
    entities: entities.map((entity, i) => ({
      id: `e${i + 1}`,
      kind: 'character',
      concept: 'x',
      label: 'x',
      sentence: 0,
      confidence: 1,
      ...entity,
    })),
  });

const dragonOverCastle = (camera: object = {}, seconds = 1) =>
  shotOf(
    {},
    [
      { emoji: '🐉', attributes: { colour: 'red', action: 'fly' }, placement: { relation: 'above', target: 'e2' } },
      { emoji: '🏰', kind: 'object' },
    ],
    camera,
    seconds,
  );
const sceneOf = (shot: Shot) => setScene(shot, look, illustrationsFor(shot));
const fingerprint = (png: Buffer) => createHash('sha256').update(png).digest('hex');
const folder = () => mkdtemp(join(tmpdir(), 'animatic-'));

describe('A still', () => {
  it('is the same for the same seed and another one for another seed', async () => {
    const [first, second, other] = [
      await drawStill(dragonOverCastle(), look),
      await drawStill(dragonOverCastle(), look),
      await drawStill(dragonOverCastle(), { ...look, seed: 6 }),
    ];
    expect(fingerprint(first)).toBe(fingerprint(second));
    expect(fingerprint(first)).not.toBe(fingerprint(other));
  }, 60_000);

  it('is refused for a picture that cannot be encoded', async () => {
    await expect(drawStill(dragonOverCastle(), { ...look, width: 321 })).rejects.toThrow(RangeError);
  });

  it.each(Scenery.options)(
    'shows %s as a place of its own, with more than a handful of colours',
    (scenery) => {
      const canvas = createCanvas(look.width, look.height);
      sceneOf(shotOf({ scenery }, [])).paint(canvas.getContext('2d'), 0.5);
      const pixels = canvas.data();
      const colours = new Set<number>();
      let seeThrough = 0;
      for (let i = 0; i < pixels.length; i += 4) {
        if (pixels[i + 3] !== 255) seeThrough += 1;
        colours.add((((pixels[i] ?? 0) >> 4) << 8) | (((pixels[i + 1] ?? 0) >> 4) << 4) | ((pixels[i + 2] ?? 0) >> 4));
      }
      expect(colours.size).toBeGreaterThan(20);
      expect(seeThrough).toBe(0);
    },
    20_000,
  );

  it.each(CameraMovement.options.filter((m) => m !== 'static'))(
    '%s shows another picture at the end than at the start',
    (movement) => {
      const canvas = createCanvas(look.width, look.height);
      const scene = sceneOf(shotOf({ scenery: 'mountains' }, [], { movement }, 2));
      const at = (seconds: number) => {
        scene.paint(canvas.getContext('2d'), seconds);
        return fingerprint(Buffer.from(canvas.data()));
      };
      expect(at(0)).not.toBe(at(2));
    },
    20_000,
  );
});

describe('The stage', () => {
  it('draws as many figures as the text counts', () => {
    expect(sceneOf(shotOf({}, [{ emoji: '🐦', attributes: { count: 3, action: 'fly' } }])).layout.figures).toHaveLength(3);
  });

  it('stands walkers on the ground and keeps flyers above it', () => {
    const { layout, place } = sceneOf(
      shotOf({}, [
        { emoji: '🐎', attributes: { action: 'walk' } },
        { emoji: '🦅', attributes: { action: 'fly' } },
      ]),
    );
    const [horse, eagle] = ['🐎', '🦅'].map((emoji) => layout.figures.find((f) => f.role.emoji === emoji));
    expect(horse?.y).toBeGreaterThan(place.horizon);
    expect(eagle?.y).toBeLessThan(place.mainLine);
  });

  it('puts a dragon above the castle that it flies over', () => {
    const { figures } = sceneOf(dragonOverCastle()).layout;
    const [dragon, castle] = ['🐉', '🏰'].map((emoji) => figures.find((f) => f.role.emoji === emoji));
    expect((dragon?.y ?? 0) - (dragon?.height ?? 0) / 2).toBeLessThan((castle?.y ?? 0) - (castle?.height ?? 0));
  });

  it('shows who is in a boat before its sail', () => {
    const { figures } = sceneOf(
      shotOf({ scenery: 'sea' }, [
        { emoji: '👧', attributes: { action: 'sleep' }, placement: { relation: 'inside', target: 'e2' } },
        { emoji: '⛵', kind: 'object' },
      ]),
    ).layout;
    const order = (emoji: string) => figures.findIndex(({ role }) => role.emoji === emoji);
    expect(order('👧')).toBeGreaterThan(order('⛵'));
  });

  it('seats a cat on the sofa, not beside it', () => {
    const { figures } = sceneOf(
      shotOf({ scenery: 'room' }, [
        { emoji: '🐈', attributes: { action: 'sleep' }, placement: { relation: 'on', target: 'e2' } },
        { emoji: '🛋️', kind: 'object' },
      ]),
    ).layout;
    const [cat, sofa] = ['🐈', '🛋️'].map((emoji) => figures.find((f) => f.role.emoji === emoji));
    expect(cat?.carrier).toBe(sofa);
    expect(cat?.y).toBeLessThan(sofa?.y ?? 0);
  });

  it('shows fireworks and bridges as part of the place and says when a place is not shown', () => {
    const { cast } = sceneOf(
      shotOf({ scenery: 'river' }, [
        { emoji: '🎆', kind: 'object' },
        { emoji: '🌉', kind: 'location', scenery: 'river' },
        { emoji: '🏜️', kind: 'location', scenery: 'desert', label: 'desert' },
      ]),
    );
    expect([...cast.spectacles]).toEqual(['fireworks', 'bridge']);
    expect(cast.drawn).toEqual(['e1', 'e2']);
    expect(cast.undrawn).toEqual([{ id: 'e3', label: 'desert' }]);
  });

  describe('with a light in the sky', () => {
    const lit = (scenery: string, timeOfDay: string, emoji: string) => {
      const { layout, place } = sceneOf(shotOf({ scenery, timeOfDay }, [{ emoji: '🦊' }, { emoji, kind: 'object' }]));
      return { light: layout.figures.find((figure) => figure.role.emoji === emoji)!, place };
    };

    it.each(['hills', 'mountains', 'forest', 'jungle', 'city', 'street', 'stadium', 'garden', 'cave'])(
      'shows it through a gap of what stands before the sky, in a %s',
      (scenery) => {
        for (const [time, emoji] of [
          ['night', '🌙'],
          ['sunset', '☀️'],
        ] as const) {
          const { light, place } = lit(scenery, time, emoji);
          expect(light.plane).toBe('sky');
          expect(place.hidden(light.x, light.y - light.height / 2, light.height / 2)).toBeLessThan(0.5);
        }
      },
    );

    it('shows it also to who looks at it from a forest', () => {
      const looking = { emoji: '🐇', attributes: { action: 'look' } };
      for (const relation of ['above', 'beside', 'behind', 'in_front_of']) {
        const moon = { emoji: '🌕', kind: 'object', placement: { relation, target: 'e1' } };
        const { layout, place } = sceneOf(shotOf({ scenery: 'forest', timeOfDay: 'night' }, [looking, moon]));
        const { x, y, height, plane } = layout.figures.find(({ role }) => role.emoji === '🌕')!;
        expect(plane !== 'sky' || place.hidden(x, y - height / 2, height / 2) < 0.5).toBe(true);
      }
    });

    it('lets the sun down to the sea in the evening and leaves it high at noon', () => {
      const [low, high] = [lit('sea', 'sunset', '☀️'), lit('sea', 'day', '☀️')];
      expect(low.light.y).toBeGreaterThan(low.place.horizon);
      expect(high.light.y).toBeLessThan(high.place.horizon * 0.75);
    });

    it('hangs it in the window of a room', () => {
      const { light, place } = lit('room', 'night', '🌙');
      expect(Math.hypot(light.x - place.pane!.x, light.y - light.height / 2 - place.pane!.y)).toBeLessThan(1);
      expect(Math.max(light.height, light.width)).toBeLessThanOrEqual(place.pane!.size + 0.001);
    });
  });

  it('gives a reader the book and a candle into the other hand', () => {
    const { figures } = sceneOf(
      shotOf({ scenery: 'library' }, [
        { emoji: '👴', attributes: { action: 'read' } },
        { emoji: '📖', kind: 'object', placement: { relation: 'with', target: 'e1' } },
        { emoji: '🕯️', kind: 'object', placement: { relation: 'beside', target: 'e1' } },
      ]),
    ).layout;
    const [man, candle] = ['👴', '🕯️'].map((emoji) => figures.find((f) => f.role.emoji === emoji));
    expect(figures).toHaveLength(2);
    expect(man?.role.prop).toBe('📖');
    expect(candle?.carrier).toBe(man);
    expect(Math.sign((candle?.x ?? 0) - (man?.x ?? 0))).toBe(-(man?.facing ?? 0));
  });

  it.each(['wide', 'medium', 'close_up', 'extreme_close_up'])('shows the subject of a %s shot: the camera never passes it', (size) => {
    const { layout, rig } = sceneOf(shotOf({ scenery: 'garden' }, [{ emoji: '👧', attributes: { action: 'look' } }], { size }));
    expect(rig.matrix(rig.at(0.5), layout.subject?.depth ?? 0)).toBeDefined();
  });

  it.each(['wide', 'medium', 'close_up'])('keeps the middle of a runner in the picture of a %s shot, from first to last', (size) => {
    const runner = shotOf({ scenery: 'forest' }, [{ emoji: '🦊', attributes: { action: 'run' } }], { size, movement: 'dolly_in' }, 5);
    const { layout, rig } = sceneOf(runner);
    const { x, travel, depth } = layout.subject!;
    for (const [seconds, way] of [
      [0, -0.5],
      [5, 0.5],
    ] as const)
      for (const facing of [1, -1]) {
        const m = rig.matrix(rig.at(seconds), depth)!;
        const pixel = m[0] * (x + facing * way * travel) + m[4];
        expect(pixel).toBeGreaterThan(look.width * 0.05);
        expect(pixel).toBeLessThan(look.width * 0.95);
      }
  });

  it('dresses a character alike in every shot of a film', () => {
    const boys = [1, 2].map((seed) => {
      const boy = shotOf({ scenery: 'meadow' }, [{ emoji: '👦' }]);
      const canvas = createCanvas(look.width, look.height);
      const scene = setScene(boy, { ...look, seed }, illustrationsFor(boy));
      scene.paint(canvas.getContext('2d'), 0);
      const { x, y, height, depth } = scene.layout.subject!;
      const m = scene.rig.matrix(scene.rig.at(0), depth)!;
      const [r, g, b] = canvas.getContext('2d').getImageData(m[0] * x + m[4], m[3] * (y - height * 0.35) + m[5], 1, 1).data;
      return [r, g, b];
    });
    boys[0]!.forEach((tone, i) => expect(Math.abs(tone! - boys[1]![i]!)).toBeLessThan(24));
  });

  it.each([
    ['sit on each other', ['e2', 'e1', 'e1']],
    ['sit on one another in a circle of three', ['e2', 'e3', 'e1']],
    ['sit on themselves', ['e1', 'e2', 'e3']],
    ['sit on nobody there is', ['e9', 'e8', 'e7']],
  ])('still draws figures that are told to %s', async (_, targets) => {
    const sitters = targets.map((target) => ({
      emoji: '🐈',
      attributes: { action: 'sit', count: 2 },
      placement: { relation: 'on', target },
    }));
    const shot = shotOf({}, sitters);
    expect(sceneOf(shot).layout.figures).toHaveLength(6);
    await expect(drawStill(shot, look)).resolves.toBeInstanceOf(Buffer);
  });

  it('draws a shot of sixty entities and one of none', async () => {
    const sixty = Array.from({ length: 60 }, (_, i) => ({ emoji: ['🐈', '🏠', '🐦', '🌕'][i % 4], attributes: { count: 3 } }));
    await expect(drawStill(shotOf({}, sixty), look)).resolves.toBeInstanceOf(Buffer);
    await expect(drawStill(shotOf({}, []), look)).resolves.toBeInstanceOf(Buffer);
  });

  it.each([
    [320, 180],
    [180, 320],
    [240, 240],
  ])('keeps a crowd inside a frame of %i by %i while it walks', (width, height) => {
    const crowd = ['👩', '👨', '👵', '👮', '👧', '🧔', '🐕', '🐈', '🐎', '🚕', '🐘', '🎈'].map((emoji) => ({
      emoji,
      attributes: { action: 'walk' },
    }));
    const shot = shotOf({}, crowd, {}, 4);
    const { layout, place } = setScene(shot, { ...look, width, height }, illustrationsFor(shot));
    expect(layout.figures).toHaveLength(12);
    for (const figure of layout.figures) {
      expect(figure.x - figure.width / 2 - figure.travel / 2, figure.role.emoji).toBeGreaterThan(-1);
      expect(figure.x + figure.width / 2 + figure.travel / 2, figure.role.emoji).toBeLessThan(place.width + 1);
      expect(figure.y - figure.height, figure.role.emoji).toBeGreaterThan(-1);
    }
  });
});

describe('A take', () => {
  it('has exactly the frames of its length and names what it could not draw', async () => {
    const path = join(await folder(), 'take.mp4');
    const shot = dragonOverCastle({ movement: 'dolly_in' }, 1.21);
    const take = await renderShot(
      { ...shot, entities: [...shot.entities, { ...shot.entities[0]!, id: 'e9', label: 'قلق', emoji: undefined }] },
      look,
      path,
    );
    expect(take).toMatchObject({ frames: 15, drawn: ['e1', 'e2'], undrawn: [{ id: 'e9', label: 'قلق' }], previsualisation: true });
    expect((await probe(path)).durationSeconds).toBeCloseTo(15 / 12, 2);
  }, 60_000);

  it('is finished for its place in the film on request: graded, and with a key frame where its way in has ended', async () => {
    const path = join(await folder(), 'take.mp4');
    const shot: Shot = { ...dragonOverCastle({}, 2), transition: 'crossfade', mood: { label: 'epic', valence: 0.2, energy: 0.7 } };
    const raw = await renderShot(shot, look, path);
    expect(raw.finish).toBeUndefined();
    const { finish } = await renderShot(shot, look, path, { finish: true });
    expect(finish).toMatchObject({ mood: 'epic' });
    const seen: Buffer[] = [];
    const report = [
      '-v',
      'error',
      '-select_streams',
      'v',
      '-skip_frame',
      'nokey',
      '-show_entries',
      'frame=pts_time',
      '-of',
      'csv=p=0',
      path,
    ];
    await runProgram('ffprobe', report, { onOutput: (chunk) => seen.push(chunk) });
    const moments = Array.from(
      Buffer.concat(seen)
        .toString()
        .matchAll(/[\d.]+/g),
      ([seconds]) => Math.round(Number(seconds) * 12),
    );
    expect(moments).toEqual([0, 7]);
  }, 60_000);

  it('is the same, byte for byte, whether its still was drawn just before or not', async () => {
    const [alone, after] = [join(await folder(), 'take.mp4'), join(await folder(), 'take.mp4')];
    const shot = shotOf({ scenery: 'sea', weather: 'storm' }, [{ emoji: '⛵', attributes: { action: 'sail' } }]);
    await renderShot(shot, look, alone);
    await drawStill(shot, look);
    await renderShot(shot, look, after);
    expect(fingerprint(await readFile(after))).toBe(fingerprint(await readFile(alone)));
  }, 60_000);

  it('stops when it is cancelled and leaves no file', async () => {
    const path = join(await folder(), 'take.mp4');
    const stop = new AbortController();
    const run = renderShot(dragonOverCastle({}, 60), look, path, {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    });
    await expect(run).rejects.toThrow('enough');
    expect(existsSync(path)).toBe(false);
  }, 60_000);

  it('shows the words of a shot that nothing could draw', async () => {
    const path = join(await folder(), 'card.mp4');
    expect(await drawPlaceholder(dragonOverCastle(), look, path)).toMatchObject({
      frames: 12,
      drawn: [],
      undrawn: [{ id: 'e1' }, { id: 'e2' }],
    });
  }, 60_000);
});
