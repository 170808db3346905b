import { UnitOfWork } from '@polyreel/messaging';
import { MessagingModule } from '@polyreel/messaging';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown, type Type } from '@nestjs/common';
import { DataSource, type MigrationInterface } from 'typeorm';
import { DatabaseConfig } from './database.config.js';
import { Database } from './database.js';
import { MessagingTables1763650000000 } from './messaging-tables.migration.js';
import { migrate } from './migrate.js';
import { LeanMessaging1764070000000 } from './lean-messaging.migration.js';
import { OutboxRelay } from './outbox-relay.js';
import { PostgresUnitOfWork } from './postgres.unit-of-work.js';
import { SnakeNamingStrategy } from './snake-naming.strategy.js';
import { SteadyClient } from './steady.client.js';

export interface SchemaOptions {
  /** The schema that this service, and no other, owns. */
  schema: string;
  entities?: Type[];
  /** The service's own migrations, oldest first; inbox and outbox come by themselves. */
  migrations?: (new () => MigrationInterface)[];
}

/** Gives a service its schema, its unit of work and its outbox. Handlers then commit state and events together. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly relay: OutboxRelay,
  ) {}

  static forSchema({ schema, entities = [], migrations = [] }: SchemaOptions): DynamicModule {
    if (!/^[a-z][a-z_]*$/.test(schema)) throw new Error(`"${schema}" is no schema name`);
    const open = async (config: DatabaseConfig) => {
      const source = new DataSource({
        type: 'postgres',
        url: config.DATABASE_URL,
        schema,
        entities,
        migrations: [MessagingTables1763650000000, LeanMessaging1764070000000, ...migrations],
        migrationsTableName: 'migrations',
        namingStrategy: new SnakeNamingStrategy(),
        poolSize: config.DATABASE_POOL_SIZE,
        connectTimeoutMS: 5_000,
        applicationName: `polyreel ${schema}`,
        extra: { idleTimeoutMillis: 30_000, Client: SteadyClient },
        logging: false,
      });
      await migrate(source, config.DATABASE_URL, schema);
      return new Database(schema, source);
    };
    return {
      module: DatabaseModule,
      global: true,
      imports: [MessagingModule],
      providers: [
        DatabaseConfig,
        { provide: Database, useFactory: open, inject: [DatabaseConfig] },
        OutboxRelay,
        { provide: UnitOfWork, useClass: PostgresUnitOfWork },
      ],
      exports: [Database, UnitOfWork],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.relay.forgotten();
    if (this.database.source.isInitialized) await this.database.source.destroy();
  }
}
