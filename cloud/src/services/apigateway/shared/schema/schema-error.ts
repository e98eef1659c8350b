/** A model this cloud cannot check as AWS does: refused by name when it is imported. */
export class SchemaError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SchemaError";
  }
}
