import { gateSimulate } from "./gate-simulate.ts";
import { gateWatch } from "./gate-watch.ts";
import { photoSet } from "./photo-set.ts";
import type { ToolCommand } from "./tool.ts";

/** The home's own commands, reached as `npx portcullis gate watch`: portcullis.json names this file. */
export const commands: readonly ToolCommand[] = [photoSet, gateWatch, gateSimulate];

export const groups = {
  photo: "Profile pictures.",
  gate: "What the gate hears, and a gate for the desk.",
};
