import { Module } from '@nestjs/common';
import { CacheConfig } from './cache.config.js';
import { Cache } from './cache.js';

@Module({ providers: [CacheConfig, Cache], exports: [Cache, CacheConfig] })
export class CacheModule {}
