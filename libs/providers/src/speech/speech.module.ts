import { Module } from '@nestjs/common';
import { SpeechConfig } from './speech.config.js';
import { SpeechRegistry } from './speech-registry.js';

/** Gives a service the engines that its environment configures. */
@Module({ providers: [SpeechConfig, SpeechRegistry], exports: [SpeechConfig, SpeechRegistry] })
export class SpeechModule {}
