import type { Value } from "../../../core/ports/resource-provider.ts";
import { isScalar, isValueMap, member } from "../../template/value.ts";
import type { PutText } from "../shared/put.ts";

/** What somebody says at the address of a wait condition handle. */
export interface Signal {
  readonly uniqueId: string;
  readonly status: "SUCCESS" | "FAILURE";
  readonly reason: string;
  readonly data: string;
}

/**
 * Undefined when it is no signal.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-waitcondition.html
 */
export function parseSignal(text: PutText): Signal | undefined {
  const given = text === undefined ? undefined : parseObject(text);
  if (given === undefined) return undefined;
  const status = member(given, "Status");
  const uniqueId = scalarText(member(given, "UniqueId"));
  const reason = scalarText(member(given, "Reason") ?? "");
  const data = scalarText(member(given, "Data") ?? "");
  if (status !== "SUCCESS" && status !== "FAILURE") return undefined;
  if (uniqueId === undefined || uniqueId === "" || reason === undefined || data === undefined)
    return undefined;
  return { uniqueId, status, reason, data };
}

function parseObject(text: string) {
  try {
    const parsed: Value = JSON.parse(text);
    return isValueMap(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function scalarText(value: Value | undefined): string | undefined {
  return isScalar(value) ? String(value) : undefined;
}
