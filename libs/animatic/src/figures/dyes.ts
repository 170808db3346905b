import { rgb, type Rgb } from '../light/colour.js';

/** What a colour word looks like on cloth and glow. */
export const DYES: Record<string, Rgb> = {
  red: rgb('#c9302c'),
  orange: rgb('#ee8424'),
  yellow: rgb('#f2c230'),
  green: rgb('#3d9a50'),
  turquoise: rgb('#2bb1a8'),
  blue: rgb('#2f6fd0'),
  purple: rgb('#7d46b0'),
  pink: rgb('#ee82ab'),
  brown: rgb('#7a4f30'),
  black: rgb('#26262e'),
  white: rgb('#f2f2f4'),
  grey: rgb('#8a8f98'),
  gold: rgb('#dcae2c'),
  silver: rgb('#bcc4cf'),
};
