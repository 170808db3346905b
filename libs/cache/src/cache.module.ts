import { Module } from '@nestjs/common';
import { CacheConfig } from './cache.config.js';
import { SharedRedis } from './shared.redis.js';
import { Cache } from './cache.js';

@Module({ providers: [CacheConfig, SharedRedis, Cache], exports: [Cache, CacheConfig, SharedRedis] })
export class CacheModule {}
