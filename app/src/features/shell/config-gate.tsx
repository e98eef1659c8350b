import { type ReactNode, useCallback, useEffect, useState } from "react";
import { type AppConfig, ConfigError } from "../../lib/config/app-config";
import { loadConfig } from "../../lib/config/load-config";
import { NotConfigured } from "./not-configured";

type Outcome =
  | { readonly kind: "loading" }
  | { readonly kind: "loaded"; readonly config: AppConfig }
  | { readonly kind: "failed"; readonly reason: string };

/** Nothing works before the app knows its pool and its API; says so when it cannot find out. */
export function ConfigGate({ children }: { readonly children: (config: AppConfig) => ReactNode }) {
  const [outcome, setOutcome] = useState<Outcome>({ kind: "loading" });
  const load = useCallback(() => {
    setOutcome({ kind: "loading" });
    loadConfig().then(
      (config) => setOutcome({ kind: "loaded", config }),
      (error: unknown) => setOutcome({ kind: "failed", reason: reasonOf(error) }),
    );
  }, []);
  useEffect(load, [load]);
  switch (outcome.kind) {
    case "loading":
      return null;
    case "loaded":
      return children(outcome.config);
    case "failed":
      return <NotConfigured reason={outcome.reason} onRetry={load} />;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof ConfigError ? error.message : "Whoever serves this app cannot be reached.";
}
