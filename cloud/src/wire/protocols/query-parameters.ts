/** Parameters of the AWS Query protocol: `Parameters.member.1.ParameterKey=…`. */
export class QueryParameters {
  readonly #values: URLSearchParams;

  constructor(form: string) {
    this.#values = new URLSearchParams(form);
  }

  /** The value of `name`, or undefined. An empty value is a value. */
  text(name: string): string | undefined {
    return this.#values.get(name) ?? undefined;
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : value === "true";
  }

  /** `Name.member.N` for N = 1, 2, … until one is missing. */
  list(name: string): string[] {
    const found: string[] = [];
    for (let index = 1; this.#values.has(`${name}.member.${index}`); index += 1) {
      found.push(this.#values.get(`${name}.member.${index}`) ?? "");
    }
    return found;
  }

  /** `Name.member.N.<Field>` as one record an item. */
  structures(name: string): Record<string, string>[] {
    const items = new Map<number, Record<string, string>>();
    const prefix = `${name}.member.`;
    for (const [key, value] of this.#values) {
      if (!key.startsWith(prefix)) continue;
      const [index = "", ...field] = key.slice(prefix.length).split(".");
      if (!/^[1-9]\d{0,4}$/.test(index) || field.length === 0) continue;
      const item = items.get(Number(index)) ?? (Object.create(null) as Record<string, string>);
      item[field.join(".")] = value;
      items.set(Number(index), item);
    }
    return [...items.entries()].sort(([a], [b]) => a - b).map(([, item]) => item);
  }
}
