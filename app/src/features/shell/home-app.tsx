import { StatusBar } from "expo-status-bar";
import type { ReactNode } from "react";
import { SafeAreaProvider } from "react-native-safe-area-context";
import { PreferencesProvider } from "../../lib/preferences/preferences";
import { ThemeProvider, useTheme } from "../../ui/theme";
import { ApiProvider } from "../auth/api-provider";
import { AuthGate } from "../auth/auth-gate";
import { PictureProvider } from "../profile/picture";
import { ConfigGate } from "./config-gate";
import { Shell } from "./shell";

/** Everything around the routes: theme, configuration, session, API, frame. */
export function HomeApp({ children }: { readonly children: ReactNode }) {
  return (
    <SafeAreaProvider>
      <PreferencesProvider>
        <ThemeProvider>
          <Bar />
          <ConfigGate>
            {(config) => (
              <AuthGate config={config}>
                <ApiProvider config={config}>
                  <PictureProvider>
                    <Shell>{children}</Shell>
                  </PictureProvider>
                </ApiProvider>
              </AuthGate>
            )}
          </ConfigGate>
        </ThemeProvider>
      </PreferencesProvider>
    </SafeAreaProvider>
  );
}

function Bar() {
  const { scheme } = useTheme();
  return <StatusBar style={scheme === "dark" ? "light" : "dark"} />;
}
