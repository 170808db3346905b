/** Preloaded into every process that the launcher starts: where the launcher dies without a word, they must not live on. */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
