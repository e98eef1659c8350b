import type { ReactNode } from "react";
import { StyleSheet, View } from "react-native";
import { useSafeAreaInsets } from "react-native-safe-area-context";
import { useOnline } from "../../lib/network/use-online";
import { useTheme } from "../../ui/theme";
import { space } from "../../ui/tokens";
import { useWide } from "../../ui/use-wide";
import { AvatarLink } from "../profile/avatar";
import { Brand } from "./brand";
import { NavBar } from "./nav-bar";
import { OfflineBar } from "./offline-bar";

/** Around every screen of a signed-in person. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { colors } = useTheme();
  const insets = useSafeAreaInsets();
  const wide = useWide();
  const online = useOnline();
  return (
    <View style={[styles.shell, { backgroundColor: colors.ground }]}>
      <View
        role="banner"
        style={[styles.header, { paddingTop: insets.top + 10, borderBottomColor: colors.line }]}
      >
        <Brand />
        {wide ? <NavBar place="top" /> : null}
        <AvatarLink />
      </View>
      {online ? null : <OfflineBar />}
      <View style={styles.content}>{children}</View>
      {wide ? null : <NavBar place="bottom" />}
    </View>
  );
}

const styles = StyleSheet.create({
  shell: { flex: 1 },
  header: {
    flexDirection: "row",
    alignItems: "center",
    justifyContent: "space-between",
    gap: space.m,
    paddingHorizontal: space.m + 4,
    paddingBottom: 10,
    borderBottomWidth: 1,
  },
  content: { flex: 1 },
});
