/** Large things, kept on S3 or on a local disk behind one port. */
export * from './content-disposition.js';
export * from './disk.object-store.js';
export { ObjectStore, type ObjectSource, type ReadUrlOptions, UPLOAD_URL_SECONDS } from './object-store.js';
export * from './object-store.module.js';
export * from './signed-access.js';
export * from './stored-object.js';
