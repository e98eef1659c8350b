import { join } from "node:path";
import { isKeptProof, type KeptProof } from "../access/prove/kept-proof.ts";
import { type KeptFile, keptFile } from "./kept-file.ts";

/**
 * ACCESS-18: the last matrix of this cloud that was proved, wherever it was: `<state>/access.json`, for its owner
 * alone. The console shows what a terminal has proved.
 */
export function keptProof(stateDir: string): KeptFile<KeptProof> {
  return keptFile(join(stateDir, "access.json"), isKeptProof);
}
