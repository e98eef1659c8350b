import type { Notice } from "../../../wire/console-area.ts";

export function yes(text: string, undo?: Notice["undo"]): Notice {
  return { verdict: "yes", text, ...(undo === undefined ? {} : { undo }) };
}

export function no(text: string): Notice {
  return { verdict: "no", text };
}
