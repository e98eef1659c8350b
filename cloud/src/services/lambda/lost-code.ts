import { existsSync } from "node:fs";
import type { Logger } from "../../core/logger.ts";
import type { CodeStore } from "./code/code-store.ts";
import type { FunctionConfiguration } from "./functions/function.ts";

interface Runs extends Pick<FunctionConfiguration, "functionName" | "version" | "codeSha256"> {
  readonly layers: readonly { readonly codeSha256: string }[];
}

/**
 * LAM-42: a deployment of what did not change leaves a function as it is, so that one whose folder is gone
 * would fail at every call, and no start would say why.
 */
export function tellLostCode(
  functions: { listAllVersions(): readonly Runs[] },
  code: Pick<CodeStore, "folderOf">,
  logger: Pick<Logger, "error">,
): void {
  for (const { functionName, version, codeSha256, layers } of functions.listAllVersions()) {
    const folder = [codeSha256, ...layers.map((layer) => layer.codeSha256)]
      .map(code.folderOf)
      .find((each) => !existsSync(each));
    if (folder !== undefined) logger.error({ functionName, version, folder }, LOST);
  }
}

const LOST =
  "A function cannot run: its code, or that of a layer, is gone from the state folder. Put the folder back, or " +
  "give the function its code again: aws lambda update-function-code.";
