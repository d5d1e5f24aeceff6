import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Fault } from '../errors.ts';

/** Variables that belong together: all that one part of the program needs. Each carries its line of explanation. */
export interface Section<S extends z.ZodObject = z.ZodObject> {
  title: string;
  schema: S;
  /** What does not work where none of it is set; null where it is needed or all of it has a default. */
  without: string | null;
  /** What the single variables cannot say: "one of these two must be set". A sentence, or null. */
  together?(values: z.output<S>): string | null;
}

/** One variable that is wrong, in a sentence. */
export interface Wrong {
  name: string;
  sentence: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A value that is never shown; it may also come from the file that NAME_FILE names. */
export function secret(about: string): z.ZodString {
  return z.string().meta({ description: about, secret: true });
}

function isSecret(schema: z.ZodObject, name: string): boolean {
  return metaOf(schema, name).secret === true;
}

function metaOf(schema: z.ZodObject, name: string): Record<string, unknown> {
  let field = schema.shape[name] as z.ZodType | undefined;
  // The explanation may sit below .optional(), .default() or a transformation.
  while (field !== undefined) {
    const meta = field.meta();
    if (meta?.description !== undefined) return meta;
    const { innerType, in: input } = field.def as { innerType?: z.ZodType; in?: z.ZodType };
    field = innerType ?? input;
  }
  return {};
}

function given(section: Section, name: string, env: Environment): { value?: string; wrong?: Wrong } {
  const own = env[name]?.trim();
  const path = isSecret(section.schema, name) ? env[`${name}_FILE`]?.trim() : undefined;
  if (own) return { value: own };
  if (!path) return {};
  try {
    return { value: readFileSync(path, 'utf8').trim() };
  } catch {
    return {
      wrong: { name, sentence: `${name}_FILE names ${path}, which cannot be read. Check path and permissions.` },
    };
  }
}

/** Anything of this section is set. */
export function isSet(section: Section, env: Environment): boolean {
  return Object.keys(section.schema.shape).some((name) => {
    const { value, wrong } = given(section, name, env);
    return value !== undefined || wrong !== undefined;
  });
}

/** Reads a section: its values, or everything that is wrong with it. Empty values count as unset. */
export function read<S extends z.ZodObject>(section: Section<S>, env: Environment): z.output<S> | Wrong[] {
  const wrong: Wrong[] = [];
  const values: Record<string, string> = {};
  for (const name of Object.keys(section.schema.shape)) {
    const found = given(section, name, env);
    if (found.wrong) wrong.push(found.wrong);
    if (found.value) values[name] = found.value;
  }
  const parsed = section.schema.safeParse(values);
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0]);
    if (wrong.some((w) => w.name === name)) continue;
    wrong.push({ name, sentence: values[name] === undefined ? `${name} is not set.` : `${name} ${issue.message}.` });
  }
  if (!parsed.success || wrong.length > 0) return wrong;
  const sentence = section.together?.(parsed.data) ?? null;
  return sentence === null ? parsed.data : [{ name: section.title, sentence }];
}

/** @throws Fault 'bad_configuration' that names every wrong variable */
export function readOrThrow<S extends z.ZodObject>(section: Section<S>, env: Environment): z.output<S> {
  const values = read(section, env);
  if (!Array.isArray(values)) return values;
  throw new Fault(
    'bad_configuration',
    `${values.map((w) => w.sentence).join(' ')} \`whylogin check\` goes through every setting.`,
  );
}

/** The text of .env.example: every variable with its line, its default shown, nothing set that has to be chosen. */
export function example(sections: readonly Section[]): string {
  const parts = sections.map(({ title, schema, without }) => {
    const head = `# ${title}${without === null ? '' : ` (optional; without it: ${without})`}`;
    const lines = Object.keys(schema.shape).flatMap((name) => {
      const { description, secret: hidden } = metaOf(schema, name);
      const initial = schema.shape[name]?.safeParse(undefined);
      const text = initial?.success && typeof initial.data !== 'object' ? (initial.data ?? '') : '';
      const file = hidden ? ` Or ${name}_FILE: a file that holds it.` : '';
      return [`# ${description}${file}`, `${initial?.success ? '#' : ''}${name}=${text}`];
    });
    return [head, '', ...lines].join('\n');
  });
  return `${parts.join('\n\n')}\n`;
}
