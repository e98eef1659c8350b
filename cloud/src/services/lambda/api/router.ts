import type { AnyLambdaOperation } from "./operation.ts";

export type Route =
  | {
      readonly kind: "operation";
      readonly operation: AnyLambdaOperation;
      readonly parameters: Readonly<Record<string, string>>;
    }
  /** AWS has it, this cloud has not. */
  | { readonly kind: "unsupported"; readonly name: string };

interface Row {
  readonly method: string;
  readonly pattern: RegExp;
  readonly parameterNames: readonly string[];
  readonly route: { readonly operation: AnyLambdaOperation } | { readonly unsupported: string };
}

/** @param unsupported rows of `METHOD /path Name` */
export function createRouter(
  operations: readonly AnyLambdaOperation[],
  unsupported: readonly string[],
): (method: string, path: string) => Route | undefined {
  const rows = [
    ...operations.map((operation) => row(operation.method, operation.path, { operation })),
    ...unsupported.map((text) => {
      const [method = "", path = "", name = ""] = text.split(" ");
      return row(method, path, { unsupported: name });
    }),
  ];
  return (method, path) => {
    const plain = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
    for (const candidate of rows) {
      if (candidate.method !== method) continue;
      const match = candidate.pattern.exec(plain);
      if (match !== null) return found(candidate, match.slice(1));
    }
    return undefined;
  };
}

function row(method: string, path: string, route: Row["route"]): Row {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  return {
    method,
    pattern: new RegExp(`^${path.replace(/\{\w+\}/g, "([^/]+)")}$`),
    parameterNames: names,
    route,
  };
}

function found({ route, parameterNames }: Row, values: readonly string[]): Route | undefined {
  if ("unsupported" in route) return { kind: "unsupported", name: route.unsupported };
  const parameters: Record<string, string> = Object.create(null);
  for (const [index, name] of parameterNames.entries()) {
    const value = decode(values[index] ?? "");
    if (value === undefined) return undefined;
    parameters[name] = value;
  }
  return { kind: "operation", operation: route.operation, parameters };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
