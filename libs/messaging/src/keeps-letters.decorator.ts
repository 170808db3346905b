import 'reflect-metadata';
import { Injectable, type Type } from '@nestjs/common';
import type { Letter } from './letter.js';

/** Files what every service of the registry gave up or did not know. */
export interface LetterKeeper {
  /** Resolves once the letter is kept durably; only then does it leave the broker. The same letter may come twice. */
  file(letter: Letter): Promise<void>;
}

const KEEPS_LETTERS = 'polyreel:keeps-letters';

/** Makes a provider the keeper of the mesh's dead and skipped messages. */
export function KeepsLetters() {
  return (target: Type<LetterKeeper>): void => {
    Injectable()(target);
    Reflect.defineMetadata(KEEPS_LETTERS, true, target);
  };
}

export const keepsLetters = (target: object): boolean => Reflect.hasMetadata(KEEPS_LETTERS, target);
