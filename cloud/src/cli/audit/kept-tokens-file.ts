import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createKeptTokens, type KeptToken, type KeptTokens } from "../../audit/tokens/kept-tokens.ts";
import { keepOutOfGit, readIfThere } from "../../runtime/state/state-folder.ts";
import { makeFolder } from "../../store/make-folder.ts";

const FILE = "audit-tokens.json";

/** AUDIT-15, DOOR-30: `<state>/audit-tokens.json`, for its owner alone. The folder is made by the first token. */
export function openKeptTokens(stateDir: string): KeptTokens {
  const file = join(stateDir, FILE);
  return createKeptTokens(tokensIn(readIfThere(file)?.toString("utf8")), (tokens) => {
    if (!existsSync(stateDir)) {
      makeFolder(stateDir, 0o700);
      keepOutOfGit(stateDir);
    }
    writeFileSync(`${file}.new`, JSON.stringify({ tokens }), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  });
}

/** A file that was cut off, or is another's, holds none: it is written anew. */
function tokensIn(text = "{}"): readonly KeptToken[] {
  try {
    const { tokens } = JSON.parse(text) as { readonly tokens?: unknown };
    return Array.isArray(tokens) ? tokens.filter(isKeptToken) : [];
  } catch {
    return [];
  }
}

function isKeptToken(one: Partial<Record<keyof KeptToken, unknown>> | null): one is KeptToken {
  return [one?.api, one?.route, one?.token].every((member) => typeof member === "string");
}
