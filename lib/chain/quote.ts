/** Names from a log in code that people copy: a log may come from anybody, and what it names stays a name. */

/** A text in SQL. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The name of a schema, table or role in SQL: quoted only where it has to be. */
export const sqlName = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

/** A word of a shell's command. */
export const shellText = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
