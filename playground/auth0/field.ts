/** The value at a path like "data.user_name"; undefined where there is none. */
export function fieldOf(row: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], row);
}
