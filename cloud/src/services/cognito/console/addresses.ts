import { CONSOLE_PATH, pathPart } from "../../../web/paths.ts";

/** Addresses of the pages of user pools; ids of pools hold an underscore, so no word below is one. */
const PEOPLE = `${CONSOLE_PATH}people`;

export function poolAddress(pool: string, query = new URLSearchParams()): string {
  return withQuery(`${PEOPLE}/${encodeURIComponent(pool)}`, query);
}

export function personAddress(pool: string, username: string, query = new URLSearchParams()): string {
  return withQuery(`${PEOPLE}/${encodeURIComponent(pool)}/${pathPart(username)}`, query);
}

export function inviteAddress(pool: string): string {
  return `${PEOPLE}/invite/${encodeURIComponent(pool)}`;
}

export function secondFactorAddress(pool: string): string {
  return `${PEOPLE}/second-factor/${encodeURIComponent(pool)}`;
}

export function groupsAddress(pool: string): string {
  return `${PEOPLE}/groups/${encodeURIComponent(pool)}`;
}

export function groupAddress(pool: string, group: string): string {
  return `${groupsAddress(pool)}/${pathPart(group)}`;
}

/** By its name, which is the last part of its ARN. */
export function functionAddress(arn: string): string {
  return `${CONSOLE_PATH}functions/${encodeURIComponent(functionName(arn))}`;
}

/** `arn:aws:lambda:<region>:<account>:function:<name>` → `<name>` */
export function functionName(arn: string): string {
  return arn.split(":")[6] ?? arn;
}

function withQuery(path: string, query: URLSearchParams): string {
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}
