import { tokenExists } from "../shared/errors.ts";
import type { RequestMark, StackRecord } from "./records.ts";

/**
 * True when `mark` is that of the last operation on the stack: the caller asks again because it
 * does not know whether it was heard. The token of another operation is refused.
 */
export function isRepeated(stack: StackRecord | undefined, mark: RequestMark | undefined): boolean {
  const known = stack?.request;
  if (mark === undefined || known?.token !== mark.token) return false;
  if (known.operation !== mark.operation) throw tokenExists(mark.token);
  return true;
}
