import type { TracedRequest } from "../../wire/console-area.ts";

/** People by their names, principals of AWS by the last part of their ARN. */
export function shortWho(who: string): string {
  return who.startsWith("arn:")
    ? who.slice(who.lastIndexOf(":") + 1).replace(/^(?:user|assumed-role)\//, "")
    : who;
}

/** Routes say their method; operations of AWS say their service. */
export function titleOf({ service, operation }: Pick<TracedRequest, "service" | "operation">): string {
  return operation.includes(" ") || operation === "" ? operation || service : `${service}:${operation}`;
}
