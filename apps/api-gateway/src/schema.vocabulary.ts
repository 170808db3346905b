import { z } from 'zod';

type Schema = Record<string, unknown>;

/** What a caller sends. The rest of the vocabulary is answered. */
const ASKED = /(Request|Query)$/;

/**
 * The schemas of the API under the names that the code gives them: what is named once stands once in the document, and a generated client
 * has a type for it. Refinements that JSON Schema cannot say stay in the words of a field's description.
 */
export class Vocabulary {
  /** `components.schemas`: what was used so far. */
  readonly schemas: Record<string, Schema> = {};
  private readonly asking = z.registry<{ id: string }>();
  private readonly answering = z.registry<{ id: string }>();

  constructor(exported: Readonly<Record<string, unknown>>) {
    for (const [name, schema] of Object.entries(exported))
      if (schema instanceof z.ZodType) (ASKED.test(name) ? this.asking : this.answering).add(schema, { id: name });
  }

  /** A schema as callers send it: what has a default may be left out. */
  asked = (schema: z.ZodType): Schema => this.named(schema, 'input', this.asking);

  /** A schema as it is answered: what has a default is there. */
  answered = (schema: z.ZodType): Schema => this.named(schema, 'output', this.answering);

  /** The same without a name of its own, for what is taken apart: the parameters of a query. */
  plain = (schema: z.ZodType): Schema =>
    this.hoisted(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' }));

  private named(schema: z.ZodType, io: 'input' | 'output', metadata: typeof this.asking): Schema {
    const { id: _id, ...plain } = this.hoisted(z.toJSONSchema(schema, { io, metadata, unrepresentable: 'any', target: 'draft-2020-12' }));
    const name = metadata.get(schema)?.id;
    // A schema that names itself comes as a reference to its own part.
    if (!name || plain['$ref'] === refTo(name)) return plain;
    this.schemas[name] = plain;
    return { $ref: refTo(name) };
  }

  /** Takes the named parts out of a schema and leaves references to them. */
  private hoisted(schema: object): Schema {
    const { $schema: _dialect, $defs, ...plain } = JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', `"${refTo('')}`)) as Schema;
    for (const [name, { id: _id, ...part }] of Object.entries(($defs ?? {}) as Record<string, Schema>)) this.schemas[name] = part;
    return plain;
  }
}

const refTo = (name: string) => `#/components/schemas/${name}`;
