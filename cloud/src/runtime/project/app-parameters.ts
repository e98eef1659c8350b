import { type CloudConfig, DEFAULT_CONFIG } from "../../core/config.ts";
import { UserError } from "../../core/errors.ts";
import { isLocalName, isWildcard } from "../front-door/own-names.ts";
import type { ProjectApp } from "./project-app.ts";

export type AppAddress = Pick<CloudConfig, "host" | "appPort">;

/** Where a person finds the app: `localhost`, or the address of `--host` when it is a single one. */
export function appUrl({ host, appPort }: AppAddress): string {
  if (isLocalName(host) || isWildcard(host)) return `http://localhost:${appPort}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${appPort}`;
}

/**
 * Template parameters that must name the app's address, with `${appUrl}` and `${appPort}` filled in.
 * At the default address there are none: the templates and `samconfig.toml` name it already.
 */
export function appParameters(app: ProjectApp, address: AppAddress): Record<string, string> {
  const url = appUrl(address);
  if (url === appUrl(DEFAULT_CONFIG)) return {};
  const values: ReadonlyMap<string, string> = new Map([
    ["appUrl", url],
    ["appPort", String(address.appPort)],
  ]);
  return Object.fromEntries(
    Object.entries(app.parameters).map(([name, text]) => [name, filled(name, text, values)]),
  );
}

function filled(parameter: string, text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{([^}]*)\}/g, (_all, name: string) => {
    const value = values.get(name);
    if (value !== undefined) return value;
    const known = [...values.keys()].map((key) => `\${${key}}`).join(" and ");
    throw new UserError(
      `portcullis.json: the parameter ${parameter} has \${${name}}; there are ${known} only.`,
    );
  });
}
