/** The floor of what is asked of the API: one bare Nest application on Fastify whose routes insert a row, read one, or keep a file with a row. */
import 'reflect-metadata';
import { Body, Controller, Get, HttpCode, Module, Param, Post, Req } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Pool } from 'pg';
import type { FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FIRST_BARE_PORT } from './bare-nest.js';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });

@Controller()
class Rows {
  @Get('ready')
  ready() {
    return { status: 'ready' };
  }

  @Post('generations')
  @HttpCode(202)
  async create(@Body() { prompt }: { prompt: string }) {
    const generationId = randomUUID();
    await pool.query({ name: 'add', text: 'INSERT INTO bare_rows (id, prompt) VALUES ($1, $2)', values: [generationId, prompt] });
    return { data: { generationId } };
  }

  @Post('voice/process')
  @HttpCode(202)
  async keep(@Req() request: FastifyRequest) {
    const voiceId = randomUUID();
    await pipeline(request.raw, createWriteStream(join(process.env['DATA_DIR']!, voiceId)));
    await pool.query({ name: 'add', text: 'INSERT INTO bare_rows (id, prompt) VALUES ($1, $2)', values: [voiceId, 'a recording'] });
    return { data: { voiceId } };
  }

  @Get('generations/:id')
  async read(@Param('id') id: string) {
    const { rows } = await pool.query({ name: 'read', text: 'SELECT id, prompt, created_at FROM bare_rows WHERE id = $1', values: [id] });
    return { data: rows[0] as unknown };
  }
}

@Module({ controllers: [Rows] })
class BareModule {}

await pool.query('CREATE TABLE bare_rows (id uuid PRIMARY KEY, prompt text NOT NULL, created_at timestamptz NOT NULL DEFAULT now())');
const adapter = new FastifyAdapter();
adapter.getInstance().addContentTypeParser(/^audio\//, (_request, _payload, done) => done(null));
const application = await NestFactory.create(BareModule, adapter, { logger: false });
const port = FIRST_BARE_PORT + Number(process.env['PORT_OFFSET']);
await application.listen(port, '127.0.0.1');
console.log(JSON.stringify({ port, message: 'bare is ready' }));
process.once('SIGTERM', () => void application.close().then(() => process.exit(0)));
