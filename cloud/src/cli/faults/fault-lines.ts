import pc from "picocolors";
import { printable } from "../../core/printable.ts";
import type { Fault } from "./fault.ts";
import type { FaultEnding } from "./fault-net.ts";

const ENDINGS: Readonly<Record<FaultEnding, string>> = {
  "goes-on": "The cloud goes on; the call that it belonged to may have no answer.",
  stops: "The cloud stops, for its state may be wrong. Everything that was acknowledged is kept.",
  again: "The cloud is stopping already.",
};

/** What a person reads of a fault. @param file where its stack is */
export function faultLines({ name, message }: Fault, ending: FaultEnding, file: string): string {
  return [
    `${pc.red("✖")} ${printable(`A fault of Portcullis, not of your project: ${name}: ${message}`)}`,
    `  ${ENDINGS[ending]}`,
    `  Please report it: what you did before, and its line in ${printable(file)} (versions and stack; read it first).`,
    "",
  ].join("\n");
}
