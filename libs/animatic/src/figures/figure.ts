import type { Role } from './cast.js';
import type { Habitat } from './figure.traits.js';
import type { Gait } from './pose.js';

/** One figure on the stage: where its foot is, how big it is and how it moves. Stage units. */
export interface Figure {
  key: string;
  role: Role;
  x: number;
  /** The foot; for floating figures the lower edge. */
  y: number;
  height: number;
  /** Width divided by height. */
  aspect: number;
  readonly width: number;
  depth: number;
  /** Lights of the sky stand behind everything that is not sky. */
  plane: 'sky' | 'back' | 'main' | 'near';
  /** Higher is drawn later. */
  order: number;
  facing: 1 | -1;
  gait: Gait;
  /** How far it goes over the shot, in stage units, half before and half after its place. */
  travel: number;
  phase: number;
  habitat: Habitat;
  /** Figure that carries this one: it goes where that goes. */
  carrier?: Figure;
  /** Held in the hand of the carrier, or over its head. */
  held?: 'hand' | 'over';
  /** Circles this figure instead of travelling. */
  circles?: Figure;
}
