import { createContext, type ReactNode, useContext, useEffect } from "react";
import { useColorScheme } from "react-native";
import { usePreferences } from "../lib/preferences/preferences";
import { paintPage } from "./paint-page";
import { dark, light, type Palette } from "./tokens";

export interface Theme {
  readonly scheme: "light" | "dark";
  readonly colors: Palette;
}

const ThemeContext = createContext<Theme>({ scheme: "light", colors: light });

/** Light or dark: what the person chose, else what their device says. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const device = useColorScheme();
  const { preferences } = usePreferences();
  const scheme =
    preferences.scheme === "system" ? (device === "dark" ? "dark" : "light") : preferences.scheme;
  const colors = scheme === "dark" ? dark : light;
  useEffect(() => paintPage(scheme, colors.ground), [scheme, colors]);
  return <ThemeContext value={{ scheme, colors }}>{children}</ThemeContext>;
}

export function useTheme(): Theme {
  return useContext(ThemeContext);
}
