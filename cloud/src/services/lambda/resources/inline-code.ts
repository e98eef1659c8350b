import { zipSync } from "fflate";
import { familyOf } from "../functions/runtime-families.ts";
import { assertRuntime } from "../functions/runtimes.ts";
import { invalidParameter } from "../shared/errors.ts";
import { responseModuleFor } from "./cfn-response.ts";

/** A fixed time, so that the same text makes the same zip. */
const MODIFIED = new Date("2000-01-01T00:00:00Z");

/** Package of the source text that a template holds in `Code.ZipFile`; AWS takes it for Node and Python only. */
export function zipInlineCode(source: string, runtime: string): Buffer {
  const file = familyOf(runtime)?.inlineFile;
  if (file === undefined) {
    assertRuntime(runtime, true);
    throw invalidParameter("ZipFile can only be used when Runtime is set to either of nodejs, python3.x.");
  }
  const module = responseModuleFor(source);
  const files = {
    [file]: Buffer.from(source),
    ...(module === undefined ? {} : { [module.path]: Buffer.from(module.text) }),
  };
  return Buffer.from(zipSync(files, { mtime: MODIFIED }));
}
