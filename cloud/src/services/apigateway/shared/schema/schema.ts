/** What is wrong with a value, or undefined when nothing is. */
export type SchemaCheck = (value: unknown) => string | undefined;

export type SchemaObject = Readonly<Record<string, unknown>>;

/** What a keyword's rule is compiled with. */
export interface SchemaCompiler {
  compile(schema: unknown): SchemaCheck;
}

/** Compiles one keyword; `schema` holds its neighbours. */
export type Rule = (operand: unknown, schema: SchemaObject, compiler: SchemaCompiler) => SchemaCheck;

export function isObject(value: unknown): value is SchemaObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
