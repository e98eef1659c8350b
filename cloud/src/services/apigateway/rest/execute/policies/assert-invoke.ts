import type { Caller } from "../../../../../core/caller.ts";
import type { ApiInvocation } from "../invocation/api-invocation.ts";
import { accessDenied } from "../invocation/refusal.ts";
import { decideInvoke } from "./decide-invoke.ts";

/** @throws GatewayRefusal what the policies say against `execute-api:Invoke` by this caller */
export function assertInvoke(invocation: ApiInvocation, caller: Caller): void {
  const decision = decideInvoke(invocation, caller);
  if (!decision.allowed) throw accessDenied(masked(decision.message, invocation)).because(decision.why);
}

/** The account in the resource ARN is masked but for its last four digits. */
function masked(message: string, invocation: ApiInvocation): string {
  const { accountId, region } = invocation.context.scope;
  return message.replaceAll(
    `:execute-api:${region}:${accountId}:`,
    `:execute-api:${region}:********${accountId.slice(-4)}:`,
  );
}
