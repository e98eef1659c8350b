// Calls of the services that are signed by aws4 and answered in whatever their protocol is.
import aws4 from "aws4";

/**
 * @param cloud `{ base, region, credentials }`
 * @param request `{ service, method, path, headers?, body? }`
 * @returns the text of the answer; throws what was refused
 */
export async function signedCall(cloud, request) {
  const { method, path, headers } = signedRequest(cloud, request);
  const reply = await fetch(`${cloud.base}${path}`, { method, headers, body: request.body });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${request.service} ${method} ${path}: ${reply.status} ${text}`);
  return text;
}

export function signedRequest({ base, region, credentials }, request) {
  return aws4.sign({ host: new URL(base).host, region, ...request }, credentials);
}

/** A call of a service that speaks the query protocol: parameters in a form, XML back. */
export function queryCall(cloud, service, parameters) {
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  const body = new URLSearchParams(parameters).toString();
  return signedCall(cloud, { service, method: "POST", path: "/", headers, body });
}

/** The text of the first element `name`; empty when there is none. */
export function elementOf(xml, name) {
  return new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1] ?? "";
}
