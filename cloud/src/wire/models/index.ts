/**
 * AWS's service models: names, HTTP bindings, inputs and errors of operations, as generated tables.
 * A table is read when a service is first asked for. Where AWS answers otherwise than its published
 * model says, `overrides.json` has been applied to the table.
 *
 * **Gaps** Outputs, paginators and waiters of the models are left out; inputs are there for the
 * operations that this cloud implements.
 */
import type { Shape } from "./constraints.ts";
import services from "./services.json" with { type: "json" };
import { createShapes } from "./shapes.ts";
import { type OperationRow, type Protocol, readTable, type ServiceTable } from "./table.ts";

/** Name of a service's model on board, e.g. `cognito-idp`. */
export type ModelName = keyof typeof services;

export interface HttpBinding {
  readonly method: string;
  /** With labels and literal query, e.g. `/{Bucket}/{Key+}?tagging`. */
  readonly uri: string;
  /** Parameters of the query without which the request is another operation's. */
  readonly needsQuery: readonly string[];
  /** Of a success. */
  readonly status: number;
  readonly hostPrefix?: string;
}

export interface ErrorModel {
  readonly code: string;
  readonly status: number;
}

export interface OperationModel {
  readonly name: string;
  readonly http: HttpBinding;
  /** Whether this cloud implements it; `input` and `errors` are empty for the others. */
  readonly implemented: boolean;
  /** AWS serves it without a signature. */
  readonly unsigned: boolean;
  readonly input: Shape;
  /** The member of the input that is the body of the request. */
  readonly payload?: string;
  /** In the model's order. */
  readonly errors: readonly ErrorModel[];
}

export interface ServiceModel {
  readonly name: ModelName;
  readonly protocol: Protocol;
  readonly jsonVersion?: "1.0" | "1.1";
  readonly signingName: string;
  readonly endpointPrefix: string;
  /** Of `X-Amz-Target`. */
  readonly targetPrefix?: string;
  readonly apiVersion: string;
  readonly xmlNamespace?: string;
  /** All that AWS has, sorted. */
  readonly operationNames: readonly string[];
  operation(name: string): OperationModel | undefined;
}

const opened = new Map<ModelName, ServiceModel>();

/** The model of a service on board; throws for any other. */
export function serviceModel(name: ModelName): ServiceModel {
  const known = opened.get(name);
  if (known !== undefined) return known;
  if (!Object.hasOwn(services, name)) throw new Error(`No model of ${name} is on board`);
  const model = createServiceModel(name, readTable<ServiceTable>(name));
  opened.set(name, model);
  return model;
}

/** Whether AWS's service has an operation of that name, implemented here or not. */
export function isModelled(name: ModelName, operation: string): boolean {
  return serviceModel(name).operation(operation) !== undefined;
}

/** Members of an operation that this cloud implements; throws when the table was not made again for it. */
export function modelledInput(name: ModelName, operation: string): Shape {
  const found = serviceModel(name).operation(operation);
  if (found?.implemented === true) return found.input;
  throw new Error(`${name} has no input of ${operation}: run scripts/generate-models.mjs`);
}

export function createServiceModel(name: ModelName, table: ServiceTable): ServiceModel {
  const shapes = createShapes(table.shapes);
  const rows = new Map(Object.entries(table.operations));
  const operations = new Map<string, OperationModel>();
  const namespace = typeof table.xmlNamespace === "object" ? table.xmlNamespace.uri : table.xmlNamespace;
  return {
    name,
    protocol: table.protocol,
    signingName: table.signingName,
    endpointPrefix: table.endpointPrefix,
    apiVersion: table.apiVersion,
    operationNames: [...rows.keys()],
    ...(table.jsonVersion === undefined ? {} : { jsonVersion: table.jsonVersion }),
    ...(table.targetPrefix === undefined ? {} : { targetPrefix: table.targetPrefix }),
    ...(namespace === undefined ? {} : { xmlNamespace: namespace }),
    operation: (operationName) => {
      const row = rows.get(operationName);
      if (row === undefined) return undefined;
      const known = operations.get(operationName);
      if (known !== undefined) return known;
      const made: OperationModel = {
        ...plainModel(operationName, row),
        input: row.input === undefined ? {} : shapes.membersOf(row.input),
        ...payloadOf(row.input === undefined ? undefined : shapes.payloadOf(row.input)),
        errors: (row.errors ?? []).map((code) => {
          const { code: other, status } = table.errors[code] ?? { status: 400 };
          return { code: other ?? code, status };
        }),
      };
      operations.set(operationName, made);
      return made;
    },
  };
}

function plainModel(name: string, row: OperationRow) {
  return {
    name,
    http: {
      method: row.method ?? "POST",
      uri: row.uri ?? "/",
      needsQuery: row.needsQuery ?? [],
      status: row.status ?? 200,
      ...(row.hostPrefix === undefined ? {} : { hostPrefix: row.hostPrefix }),
    },
    implemented: row.implemented === true,
    unsigned: row.unsigned === true,
  };
}

function payloadOf(payload: string | undefined): { payload?: string } {
  return payload === undefined ? {} : { payload };
}
