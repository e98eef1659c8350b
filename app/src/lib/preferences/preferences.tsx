import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { preferenceStore } from "../storage/preference-store";

export interface Preferences {
  readonly confirmBeforeOpening: boolean;
  readonly scheme: "system" | "light" | "dark";
}

export const DEFAULTS: Preferences = { confirmBeforeOpening: true, scheme: "system" };
const KEY = "portcullis.preferences";

interface Held {
  readonly preferences: Preferences;
  change(changes: Partial<Preferences>): void;
}

const PreferencesContext = createContext<Held>({ preferences: DEFAULTS, change: () => undefined });

/** What a person set on this device; shows nothing until it is read, so that no screen flickers. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [preferences, setPreferences] = useState<Preferences>();
  useEffect(() => {
    void preferenceStore.read(KEY).then(
      (text) => setPreferences(parsePreferences(text)),
      () => setPreferences(DEFAULTS),
    );
  }, []);
  if (preferences === undefined) return null;
  const change = (changes: Partial<Preferences>) => {
    const next = { ...preferences, ...changes };
    setPreferences(next);
    void preferenceStore.write(KEY, JSON.stringify(next)).catch(() => undefined);
  };
  return <PreferencesContext value={{ preferences, change }}>{children}</PreferencesContext>;
}

export function usePreferences(): Held {
  return useContext(PreferencesContext);
}

/** What was kept, as far as it makes sense; the safe default for the rest. */
export function parsePreferences(text: string | null): Preferences {
  const kept = parseObject(text);
  const scheme = kept["scheme"];
  return {
    confirmBeforeOpening: kept["confirmBeforeOpening"] !== false,
    scheme: scheme === "light" || scheme === "dark" ? scheme : "system",
  };
}

function parseObject(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
