// One service of botocore as the table that the cloud reads.
import { shapeTable } from "./shapes.mjs";

/**
 * @param {{ version: string, model: object }} source
 * @param {ReadonlySet<string>} implemented operations that get their input shapes and errors
 */
export function serviceTable(service, { version, model }, implemented) {
  const { metadata } = model;
  const names = Object.keys(model.operations).sort();
  const built = names.filter((name) => implemented.has(name));
  const inputs = built.flatMap((name) => model.operations[name].input?.shape ?? []);
  return {
    service,
    ...serviceTraits(metadata),
    apiVersion: metadata.apiVersion ?? version,
    operations: Object.fromEntries(
      names.map((name) => [name, operationRow(model, name, implemented.has(name))]),
    ),
    errors: errorTable(model, built),
    shapes: shapeTable(model, inputs),
  };
}

/** What tells a service on the wire. */
export function serviceTraits(metadata) {
  const { protocol, protocols, endpointPrefix, signingName, targetPrefix, jsonVersion, xmlNamespace } =
    metadata;
  return {
    protocol,
    ...(protocols === undefined || protocols.length < 2 ? {} : { protocols }),
    endpointPrefix,
    signingName: signingName ?? endpointPrefix,
    ...(targetPrefix === undefined ? {} : { targetPrefix }),
    ...(jsonVersion === undefined ? {} : { jsonVersion }),
    ...(xmlNamespace === undefined ? {} : { xmlNamespace }),
  };
}

/** Members that are defaults (`POST /`, status 200) are left out. */
function operationRow(model, name, isImplemented) {
  const { http, input, authtype, deprecated, endpoint, errors = [] } = model.operations[name];
  const isPlain = http.method === "POST" && http.requestUri === "/";
  const codes = errors.map(({ shape }) => shape);
  return {
    ...(isPlain ? {} : { method: http.method, uri: http.requestUri, ...needs(model, input) }),
    ...(http.responseCode === undefined || http.responseCode === 200 ? {} : { status: http.responseCode }),
    ...(endpoint?.hostPrefix === undefined ? {} : { hostPrefix: endpoint.hostPrefix }),
    ...(authtype === "none" ? { unsigned: true } : {}),
    ...(deprecated ? { deprecated } : {}),
    ...(isImplemented
      ? {
          implemented: true,
          ...(input === undefined ? {} : { input: input.shape }),
          ...(codes.length === 0 ? {} : { errors: codes }),
        }
      : {}),
  };
}

/** Query parameters and headers without which the request is another operation's. */
function needs(model, input) {
  const shape = input === undefined ? undefined : model.shapes[input.shape];
  const named = (location) =>
    (shape?.required ?? [])
      .map((name) => [name, shape.members[name]])
      .filter(([, member]) => member.location === location)
      .map(([name, member]) => member.locationName ?? name)
      .sort();
  const query = named("querystring");
  const headers = named("header").map((name) => name.toLowerCase());
  return {
    ...(query.length === 0 ? {} : { needsQuery: query }),
    ...(headers.length === 0 ? {} : { needsHeaders: headers }),
  };
}

function errorTable(model, names) {
  const shapes = new Set(
    names.flatMap((name) => (model.operations[name].errors ?? []).map(({ shape }) => shape)),
  );
  return Object.fromEntries(
    [...shapes].sort().map((name) => {
      const { error = {}, fault } = model.shapes[name];
      const status = error.httpStatusCode ?? (fault ? 500 : 400);
      return [name, { ...(error.code === undefined ? {} : { code: error.code }), status }];
    }),
  );
}
