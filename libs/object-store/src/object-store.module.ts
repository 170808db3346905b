import { Module } from '@nestjs/common';
import { configFrom, Readiness } from '@polyreel/service-kit';
import { z } from 'zod';
import { DiskObjectStore } from './disk.object-store.js';
import { ObjectStore } from './object-store.js';
import { SignedAccess } from './signed-access.js';

export class ObjectStoreConfig extends configFrom(
  z
    .object({
      OBJECT_STORE: z.enum(['disk', 's3']).default('disk'),
      /** Folder of the local store. */
      OBJECT_STORE_DIR: z.string().default('.data/objects'),
      /** Signs the addresses of the local store. At least 32 characters. */
      OBJECT_STORE_SECRET: z.string().min(32).optional(),
      /** Where people reach /media: the gateway's address. */
      PUBLIC_URL: z.string().default('http://127.0.0.1:8000'),
      S3_REGION: z.string().default('us-east-1'),
      S3_ENDPOINT: z.url().optional(),
      S3_BUCKET_PREFIX: z.string().default('polyreel-'),
      S3_ACCESS_KEY_ID: z.string().optional(),
      S3_SECRET_ACCESS_KEY: z.string().optional(),
      CDN_URL: z.url().optional(),
    })
    .refine((env) => env.OBJECT_STORE === 's3' || env.OBJECT_STORE_SECRET, {
      path: ['OBJECT_STORE_SECRET'],
      error: 'is needed to sign addresses of the local store',
    }),
) {}

/** The store that the environment asks for. */
export async function openObjectStore(config: ObjectStoreConfig): Promise<ObjectStore> {
  if (config.OBJECT_STORE === 's3') {
    // Loaded only where it is used: the SDK is larger than the rest of a service.
    const { S3ObjectStore } = await import('./s3.object-store.js');
    const [accessKeyId, secretAccessKey] = [config.S3_ACCESS_KEY_ID, config.S3_SECRET_ACCESS_KEY];
    return new S3ObjectStore({
      region: config.S3_REGION,
      endpoint: config.S3_ENDPOINT,
      bucketPrefix: config.S3_BUCKET_PREFIX,
      credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
      cdnUrl: config.CDN_URL,
    });
  }
  return new DiskObjectStore({
    folder: config.OBJECT_STORE_DIR,
    access: new SignedAccess(config.OBJECT_STORE_SECRET!),
    publicUrl: config.PUBLIC_URL,
  });
}

/** Gives a service its ObjectStore and makes the store's being reachable part of its readiness. */
@Module({
  providers: [
    ObjectStoreConfig,
    {
      provide: ObjectStore,
      inject: [ObjectStoreConfig, Readiness],
      useFactory: async (config: ObjectStoreConfig, readiness: Readiness) => {
        const store = await openObjectStore(config);
        readiness.add('objects', async () => {
          await store.ping();
          return true;
        });
        return store;
      },
    },
  ],
  exports: [ObjectStore, ObjectStoreConfig],
})
export class ObjectStoreModule {}
