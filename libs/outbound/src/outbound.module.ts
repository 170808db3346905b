import { Module } from '@nestjs/common';
import { Outbound } from './outbound.js';
import { OutboundConfig } from './outbound.config.js';

@Module({ providers: [OutboundConfig, Outbound], exports: [Outbound] })
export class OutboundModule {}
