import { useAuthenticator } from "@aws-amplify/ui-react-native";
import type { ReactNode } from "react";
import {
  KeyboardAvoidingView,
  Platform,
  ScrollView,
  StyleSheet,
  useWindowDimensions,
  View,
} from "react-native";
import { useSafeAreaInsets } from "react-native-safe-area-context";
import { useTheme } from "../../ui/theme";
import { size, space } from "../../ui/tokens";
import { useWide } from "../../ui/use-wide";
import { GateDrawing } from "../gate/gate-drawing";
import { Brand } from "../shell/brand";
import { BetweenSteps } from "./between-steps";
import { isNotOffered, NotOffered } from "./screens/not-offered";

/** Height from which a phone has room for the picture above the form. */
const TALL = 740;

/** Around every sign-in screen: the gate, closed, and the form beside or below it. */
export function AuthFrame({ children }: { readonly children?: ReactNode }) {
  const { colors } = useTheme();
  const { height } = useWindowDimensions();
  const { route } = useAuthenticator(({ route }) => [route]);
  const insets = useSafeAreaInsets();
  const wide = useWide();
  const band = !wide && route === "signIn" && height >= TALL;
  return (
    <View style={[styles.page, { backgroundColor: colors.ground }, wide && styles.wide]}>
      {wide ? (
        <View style={[styles.picture, { backgroundColor: colors.scene.sky }]}>
          <GateDrawing state="closed" fill={true} />
        </View>
      ) : null}
      <KeyboardAvoidingView style={styles.side} behavior={Platform.OS === "ios" ? "padding" : "height"}>
        <ScrollView
          contentContainerStyle={[styles.scroll, { paddingTop: insets.top + space.l }, wide && styles.middle]}
          keyboardShouldPersistTaps="handled"
        >
          {band ? (
            <View
              style={[styles.band, { backgroundColor: colors.scene.sky, marginTop: -insets.top - space.l }]}
            >
              <GateDrawing state="closed" fill={true} />
            </View>
          ) : null}
          <View role="main" style={styles.column}>
            <Brand />
            <Step route={route}>{children}</Step>
          </View>
        </ScrollView>
      </KeyboardAvoidingView>
    </View>
  );
}

/** The Authenticator's own screen, or ours where it would show none or one that is not ours. */
function Step({ route, children }: { readonly route: string | null; readonly children: ReactNode }) {
  if (isNotOffered(route)) return <NotOffered step={route} />;
  return route === null || route === "transition" ? <BetweenSteps /> : children;
}

const styles = StyleSheet.create({
  page: { flex: 1 },
  wide: { flexDirection: "row" },
  picture: { flex: 1.1, overflow: "hidden" },
  side: { flex: 1 },
  band: { height: 230, marginHorizontal: -space.l, marginBottom: space.l, overflow: "hidden" },
  scroll: { flexGrow: 1, paddingHorizontal: space.l, paddingBottom: space.xl },
  middle: { justifyContent: "center", paddingTop: space.xl },
  column: { width: "100%", maxWidth: size.column, alignSelf: "center", gap: space.xl },
});
