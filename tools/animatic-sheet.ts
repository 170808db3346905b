/** Draws a contact sheet of shots, to look at what the animatic makes: `node dist/tools/animatic-sheet.js sceneries out.png [night] [9:16]`. */
import { writeFileSync } from 'node:fs';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { drawStill, type Look } from '@polyreel/animatic';
import { CameraAngle, CameraMovement, Scenery, Shot, ShotSize, TimeOfDay, Weather } from '@polyreel/contracts';

type Part = { emoji: string; concept?: string; kind?: string; attributes?: object; placement?: object; scenery?: string };

/** A shot in a few words: setting, camera and entities. */
export function sketch(setting: object, parts: Part[], camera: object = {}, mood = 'neutral', durationSeconds = 4): Shot {
  return Shot.parse({
    index: 0,
    text: 'A shot.',
    originalText: 'A shot.',
    sentences: [0],
    startSeconds: 0,
    durationSeconds,
    setting: { scenery: 'meadow', stated: true, ...setting },
    mood: { label: mood, valence: 0, energy: 0.5 },
    camera: { size: 'wide', angle: 'eye_level', movement: 'static', stated: false, ...camera },
    transition: 'cut',
    entities: parts.map((part, i) => ({
      id: `e${i + 1}`,
      kind: 'character',
      concept: part.emoji,
      label: part.emoji,
      sentence: 0,
      confidence: 1,
      ...part,
    })),
  });
}

const dragon: Part[] = [
  { emoji: '🐉', attributes: { colour: 'red', action: 'fly' }, placement: { relation: 'above', target: 'e2' } },
  { emoji: '🏰', kind: 'object' },
];
const act = (emoji: string, action: string, more: object = {}): Part => ({ emoji, attributes: { action, ...more } });

const SETS: Record<string, (time: string) => [name: string, shot: Shot, at?: number][]> = {
  sceneries: (time) =>
    Scenery.options.map((scenery) => [scenery, sketch({ scenery, timeOfDay: time }, [act('👧', 'walk'), act('🐕', 'run')])]),
  empty: (time) => Scenery.options.map((scenery) => [scenery, sketch({ scenery, timeOfDay: time }, [])]),
  times: () =>
    TimeOfDay.options.flatMap((timeOfDay) =>
      ['hills', 'city', 'sea'].map((scenery): [string, Shot] => [
        `${timeOfDay} ${scenery}`,
        sketch({ scenery, timeOfDay }, scenery === 'hills' ? dragon : [act(scenery === 'sea' ? '⛵' : '🚗', 'drive')]),
      ]),
    ),
  lights: () =>
    [
      ['night', '🌙'],
      ['sunset', '☀️'],
    ].flatMap(([timeOfDay, light]) =>
      Scenery.options.map((scenery): [string, Shot] => [
        `${timeOfDay} ${scenery}`,
        sketch({ scenery, timeOfDay }, [act('🦊', 'sleep'), { emoji: light!, kind: 'object' }]),
      ]),
    ),
  weathers: (time) =>
    Weather.options.flatMap((weather) =>
      ['meadow', 'street'].map((scenery): [string, Shot] => [
        `${weather} ${scenery}`,
        sketch({ scenery, weather, timeOfDay: time }, [act('🐈', 'walk'), act('👩', 'stand')]),
      ]),
    ),
  seasons: (time) =>
    ['spring', 'summer', 'autumn', 'winter'].flatMap((season) =>
      ['meadow', 'forest', 'village', 'mountains'].map((scenery): [string, Shot] => [
        `${season} ${scenery}`,
        sketch({ scenery, season, timeOfDay: time }, [act('🐎', 'run')]),
      ]),
    ),
  cameras: (time) => [
    ...ShotSize.options.map((size): [string, Shot] => [
      size,
      sketch({ scenery: 'hills', timeOfDay: time }, [act('👩', 'walk'), ...dragon.slice(1)], { size }),
    ]),
    ...CameraAngle.options.map((angle): [string, Shot] => [
      angle,
      sketch({ scenery: 'village', timeOfDay: time }, [act('👦', 'stand'), act('🐘', 'walk')], { angle }),
    ]),
    ...CameraMovement.options.map((movement): [string, Shot] => [
      movement,
      sketch({ scenery: 'mountains', timeOfDay: time }, dragon, { movement }),
    ]),
  ],
  prompts: () => [
    ['red dragon flies over castle at sunset', sketch({ scenery: 'hills', timeOfDay: 'sunset' }, dragon, {}, 'epic')],
    [
      'two children play football in the rain',
      sketch({ scenery: 'stadium', weather: 'rain' }, [
        act('🧒', 'play', { count: 2 }),
        { emoji: '⚽', kind: 'object', placement: { relation: 'with', target: 'e1' } },
      ]),
    ],
    [
      'astronaut walks on the moon, earth above',
      sketch({ scenery: 'planet', timeOfDay: 'night' }, [act('🧑‍🚀', 'walk'), { emoji: '🌍', kind: 'object' }]),
    ],
    [
      'black cat sleeps on a red sofa',
      sketch({ scenery: 'room', timeOfDay: 'night' }, [
        { emoji: '🐈‍⬛', attributes: { action: 'sleep', colour: 'black' }, placement: { relation: 'on', target: 'e2' } },
        { emoji: '🛋️', kind: 'object', attributes: { colour: 'red' } },
      ]),
    ],
    [
      'white horse gallops along the beach at dawn',
      sketch({ scenery: 'beach', timeOfDay: 'dawn' }, [act('🐎', 'run', { colour: 'white' })], {}, 'serene'),
    ],
    [
      'a ship sails through a storm, lightning',
      sketch({ scenery: 'sea', weather: 'storm', timeOfDay: 'dusk' }, [act('🚢', 'sail'), { emoji: '⚡', kind: 'object' }], {}, 'tense'),
    ],
    [
      'old man reads a book by candlelight in a library',
      sketch(
        { scenery: 'library', timeOfDay: 'night' },
        [
          act('👴', 'read', { qualities: ['old'] }),
          { emoji: '📖', kind: 'object', placement: { relation: 'with', target: 'e1' } },
          { emoji: '🕯️', kind: 'object', placement: { relation: 'beside', target: 'e1' } },
        ],
        { size: 'medium' },
      ),
    ],
    ['three birds fly over snowy mountains', sketch({ scenery: 'mountains', season: 'winter' }, [act('🐦', 'fly', { count: 3 })])],
    [
      'a woman dances in the street of a city at night',
      sketch({ scenery: 'street', timeOfDay: 'night' }, [act('👩', 'dance')], { size: 'full' }, 'joyful'),
    ],
    ['a whale jumps out of the ocean', sketch({ scenery: 'sea' }, [act('🐋', 'jump')])],
    ['a robot walks through a futuristic city', sketch({ scenery: 'city', era: 'future', timeOfDay: 'dusk' }, [act('🤖', 'walk')])],
    [
      'a girl with a red umbrella walks in autumn forest',
      sketch({ scenery: 'forest', season: 'autumn' }, [
        act('👧', 'walk'),
        { emoji: '☂️', kind: 'object', attributes: { colour: 'red' }, placement: { relation: 'with', target: 'e1' } },
      ]),
    ],
    [
      'knights fight a dragon',
      sketch({ scenery: 'ruins', era: 'medieval' }, [act('💂', 'fight', { count: 3 }), act('🐉', 'fight')], {}, 'epic'),
    ],
    [
      'a train crosses a bridge over the river',
      sketch({ scenery: 'river' }, [
        { emoji: '🚂', kind: 'object', attributes: { action: 'drive' }, placement: { relation: 'on', target: 'e2' } },
        { emoji: '🌉', kind: 'object' },
      ]),
    ],
    ['a spaceship lands on mars', sketch({ scenery: 'planet', timeOfDay: 'sunset' }, [act('🚀', 'fall')])],
    [
      'bees fly among sunflowers',
      sketch({ scenery: 'meadow' }, [act('🐝', 'fly', { count: 5 }), { emoji: '🌻', kind: 'object', attributes: { count: 5 } }]),
    ],
    [
      'a chef cooks soup in the kitchen',
      sketch({ scenery: 'kitchen' }, [act('🧑‍🍳', 'cook'), { emoji: '🍲', kind: 'object' }], { size: 'medium' }),
    ],
    ['an elephant and a mouse', sketch({ scenery: 'meadow' }, [act('🐘', 'stand'), act('🐁', 'stand')])],
    ['fireworks over the city', sketch({ scenery: 'city', timeOfDay: 'night' }, [{ emoji: '🎆', kind: 'object' }], {}, 'joyful')],
    [
      'a wolf howls at the moon',
      sketch({ scenery: 'hills', timeOfDay: 'night' }, [act('🐺', 'sing'), { emoji: '🌕', kind: 'object' }], {}, 'eerie'),
    ],
    ['close-up: fox in forest', sketch({ scenery: 'forest' }, [act('🦊', 'look')], { size: 'close_up' })],
    ['extreme close-up: girl', sketch({ scenery: 'garden' }, [act('👧', 'look')], { size: 'extreme_close_up' })],
    ['extreme wide: camel in desert', sketch({ scenery: 'desert', timeOfDay: 'sunset' }, [act('🐫', 'walk')], { size: 'extreme_wide' })],
    ['black cat at night in the street', sketch({ scenery: 'street', timeOfDay: 'night' }, [act('🐈‍⬛', 'walk')])],
  ],
  movements: (time) =>
    CameraMovement.options.flatMap((movement) =>
      [0, 0.5, 1].map((at): [string, Shot, number] => [
        `${movement} ${at}`,
        sketch({ scenery: 'mountains', timeOfDay: time }, dragon, { movement }),
        at,
      ]),
    ),
  actions: (time) => [
    ['red dragon over castle', sketch({ scenery: 'hills', timeOfDay: 'sunset' }, dragon, {}, 'epic')],
    [
      'cat on sofa sleeps',
      sketch({ scenery: 'room', timeOfDay: time }, [
        { emoji: '🐈', attributes: { action: 'sleep', colour: 'black' }, placement: { relation: 'on', target: 'e2' } },
        { emoji: '🛋️', kind: 'object' },
      ]),
    ],
    ['three birds', sketch({ scenery: 'lake', timeOfDay: 'dawn' }, [act('🐦', 'fly', { count: 3, colour: 'yellow' })], {}, 'serene')],
    ['boat on sea storm', sketch({ scenery: 'sea', weather: 'storm', timeOfDay: 'dusk' }, [act('⛵', 'sail')], {}, 'tense')],
    ['astronaut floats', sketch({ scenery: 'space' }, [act('🧑‍🚀', 'float'), act('🚀', 'fly')])],
    ['fish swim', sketch({ scenery: 'underwater' }, [act('🐠', 'swim', { count: 4 }), act('🐙', 'swim'), act('🦈', 'swim')])],
    ['woman dances', sketch({ scenery: 'stage', timeOfDay: 'night' }, [act('👩', 'dance'), act('👨', 'sing')], {}, 'joyful')],
    ['fox & bear walk', sketch({ scenery: 'forest', season: 'autumn' }, [act('🦊', 'walk'), act('🐻', 'walk')])],
    ['wizard, king talk', sketch({ scenery: 'ruins', timeOfDay: 'afternoon' }, [act('🧙', 'talk'), act('🤴', 'wave', { colour: 'blue' })])],
    ['dog chases cat', sketch({ scenery: 'street', timeOfDay: time }, [act('🐕', 'chase'), act('🐈', 'run')])],
    ['robot cooks', sketch({ scenery: 'kitchen' }, [act('🤖', 'cook', { colour: 'green' })])],
    ['teacher & kids', sketch({ scenery: 'classroom' }, [act('👩‍🏫', 'write'), act('🧒', 'read', { count: 3 })])],
    [
      'unicorn rainbow',
      sketch({ scenery: 'meadow', season: 'spring' }, [act('🦄', 'run', { colour: 'pink' }), act('🌈', 'glow')], {}, 'joyful'),
    ],
    [
      'horse under tree',
      sketch({ scenery: 'meadow' }, [
        { emoji: '🐎', attributes: { action: 'eat', colour: 'white' }, placement: { relation: 'under', target: 'e2' } },
        { emoji: '🌳', kind: 'object' },
      ]),
    ],
    ['moon & wolf', sketch({ scenery: 'mountains', timeOfDay: 'night' }, [act('🐺', 'sing'), act('🌕', 'glow')], {}, 'eerie')],
    [
      'house burns',
      sketch(
        { scenery: 'village', timeOfDay: 'night' },
        [{ emoji: '🏠', kind: 'object', attributes: { action: 'burn' } }, act('🚒', 'drive'), act('👩‍🚒', 'run')],
        {},
        'tense',
      ),
    ],
    [
      'elephants + mouse',
      sketch({ scenery: 'desert', timeOfDay: 'afternoon' }, [act('🐘', 'walk', { colour: 'blue', count: 2 }), act('🐁', 'run')]),
    ],
    ['balloons', sketch({ scenery: 'sky' }, [act('🎈', 'rise', { count: 5, colour: 'purple' }), act('🦅', 'fly')])],
    [
      'crowd',
      sketch(
        { scenery: 'city', timeOfDay: 'sunset' },
        ['👩', '👨', '👵', '👮', '👧', '🧔', '👷', '🐕', '🚕', '🚌', '🐦', '🎈', '🌳'].map((e) => act(e, 'walk')),
      ),
    ],
    [
      'flowers & bees',
      sketch({ scenery: 'garden', season: 'spring' }, [
        act('🐝', 'fly', { count: 4 }),
        act('🌻', 'grow'),
        { emoji: '🦋', attributes: { action: 'fly', colour: 'red' }, placement: { relation: 'around', target: 'e2' } },
      ]),
    ],
    ['baby cries, mum hugs', sketch({ scenery: 'room', timeOfDay: 'night' }, [act('👶', 'cry'), act('👩', 'hug', { colour: 'red' })])],
    ['penguins', sketch({ scenery: 'snowfield', weather: 'snow' }, [act('🐧', 'walk', { count: 6 })])],
    ['soccer', sketch({ scenery: 'stadium' }, [act('🏃', 'run', { count: 2, colour: 'red' }), act('⚽', 'roll')])],
    ['gold fish', sketch({ scenery: 'laboratory' }, [act('👩‍🔬', 'work'), act('🐟', 'swim', { colour: 'gold' })])],
  ],
};

const SIZES: Record<string, [number, number]> = {
  '16:9': [640, 360],
  '9:16': [360, 640],
  '1:1': [480, 480],
  '4:5': [480, 600],
  big: [1280, 720],
};

async function main([set = 'sceneries', out = 'sheet.png', time = 'day', ratio = '16:9', only = '', at = '0.5']: string[]) {
  const [width, height] = SIZES[ratio] ?? [640, 360];
  const look: Look = { width, height, framesPerSecond: 25, seed: 7, quality: 'standard' };
  const shots = (SETS[set] ?? SETS.sceneries)?.(time).filter(([name]) => only === '' || new RegExp(only).test(name)) ?? [];
  const columns = shots.length === 1 ? 1 : set === 'movements' ? 6 : ratio === '16:9' ? 4 : 6;
  const cellWidth = shots.length === 1 ? width : Math.round(ratio === '16:9' ? 480 : 300);
  const cellHeight = Math.round((cellWidth * height) / width) + 18;
  const sheet = createCanvas(columns * cellWidth, Math.ceil(shots.length / columns) * cellHeight);
  const ink = sheet.getContext('2d');
  ink.fillStyle = '#202020';
  ink.fillRect(0, 0, sheet.width, sheet.height);
  for (const [i, [name, shot, when = Number(at)]] of shots.entries()) {
    const [x, y] = [(i % columns) * cellWidth, Math.floor(i / columns) * cellHeight];
    ink.drawImage(await loadImage(await drawStill(shot, look, when * shot.durationSeconds)), x, y, cellWidth, cellHeight - 18);
    ink.fillStyle = '#ffffff';
    ink.font = '13px sans-serif';
    ink.fillText(name, x + 4, y + cellHeight - 5);
  }
  writeFileSync(out, sheet.toBuffer('image/png'));
}

if (process.argv[1]?.includes('animatic-sheet')) await main(process.argv.slice(2));
