import { Shot } from '@polyreel/contracts';
import { describe, expect, it } from 'vitest';
import { findingsOf } from './findings.view.js';
import { story } from './story.js';

const shot = Shot.parse({
  index: 0,
  text: 'A red dragon flies over a castle at dusk.',
  originalText: 'Un dragón rojo vuela sobre un castillo al atardecer.',
  sentences: [0],
  startSeconds: 0,
  durationSeconds: 5,
  setting: { scenery: 'hills', stated: false, timeOfDay: 'dusk' },
  mood: { label: 'epic', valence: 0.2, energy: 0.7 },
  camera: { size: 'wide', angle: 'low', movement: 'dolly_in', stated: true },
  transition: 'fade_in',
  entities: [
    {
      id: 'e1',
      kind: 'character',
      concept: 'dragon',
      label: 'dragón',
      emoji: '🐉',
      attributes: { colour: 'red', action: 'fly', count: 2 },
      sentence: 0,
      confidence: 1,
    },
    { id: 'e2', kind: 'location', concept: 'hill', label: 'colina', scenery: 'hills', sentence: 0, confidence: 1 },
  ],
});

describe('the story of a run', () => {
  it('says nothing of stages that have not spoken', () => {
    expect(story({ shots: [] })).toEqual([]);
  });

  it('tells language, translation, mood and shots in their order', () => {
    const parts = story({
      language: { code: 'es', confidence: 0.981, reliable: true, engine: 'cld3' },
      translation: { engine: 'apertium spa-eng', text: 'A red dragon flies', confidence: 0.7 },
      mood: shot.mood,
      shots: [shot],
    });
    expect(parts.join('\n')).toMatchInlineSnapshot(`
      "Language     Spanish (es), 98 % sure, by cld3
      Translation  “A red dragon flies”, by apertium spa-eng, 70 % sure
      Mood         epic (valence 0.2, energy 0.7)
      Shots        1
        1. 0.0–5.0 s  “Un dragón rojo vuela sobre un castillo al atardecer.”
           shows   🐉 2× red dragon (dragón) · fly
           place   hills, dusk; mood epic
           camera  wide, low, dolly in as you asked"
    `);
  });

  it('says that nobody knew the language, and that English was left as it is', () => {
    expect(
      story({
        language: { code: 'und', confidence: 0.1, reliable: false },
        translation: { engine: 'none', text: 'x', confidence: 1 },
        shots: [],
      }),
    ).toEqual(['Language     not known, 10 % sure, not reliable', 'Translation  not needed']);
  });
});

describe('findings', () => {
  it('are read from a run and left out where they have an unknown shape', () => {
    expect(findingsOf({ findings: { language: { odd: true }, analysis: { mood: shot.mood, shots: [shot] } } })).toMatchObject({
      language: undefined,
      mood: shot.mood,
      shots: [{ index: 0 }],
    });
    expect(findingsOf({ findings: {} }).shots).toEqual([]);
  });
});
