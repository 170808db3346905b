import { CacheModule } from '@polyreel/cache';
import { Module } from '@nestjs/common';
import { Access } from './access.js';
import { Revocations } from './revocations.js';
import { Sightings } from './sightings.js';

/** For the doors of the mesh; for auth-service, which revokes; and for session-service, which collects who was seen. */
@Module({ imports: [CacheModule], providers: [Access, Revocations, Sightings], exports: [Access, Revocations, Sightings] })
export class AccessModule {}
