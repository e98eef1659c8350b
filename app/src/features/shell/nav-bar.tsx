import { usePathname, useRouter } from "expo-router";
import { Pressable, StyleSheet, View } from "react-native";
import { useSafeAreaInsets } from "react-native-safe-area-context";
import { Icon, type IconName } from "../../ui/icon";
import { Text } from "../../ui/text";
import { useTheme } from "../../ui/theme";
import { radius, size, space } from "../../ui/tokens";
import { useFocusRing } from "../../ui/use-focus-ring";

const PLACES = [
  { path: "/", title: "Gate", icon: "gate" },
  { path: "/profile", title: "Profile", icon: "person" },
  { path: "/settings", title: "Settings", icon: "sliders" },
] as const;

/** At the top of wide screens, within a thumb's reach on phones. */
export function NavBar({ place }: { readonly place: "top" | "bottom" }) {
  const { colors } = useTheme();
  const insets = useSafeAreaInsets();
  const here = usePathname();
  const bottom = {
    paddingBottom: insets.bottom + 6,
    borderTopColor: colors.line,
    backgroundColor: colors.surface,
  };
  return (
    <View
      role="navigation"
      aria-label="Main"
      style={[styles.bar, place === "bottom" ? [styles.bottom, bottom] : null]}
    >
      {PLACES.map((target) => (
        <NavLink key={target.path} {...target} place={place} here={target.path === here} />
      ))}
    </View>
  );
}

interface NavLinkProps {
  readonly path: (typeof PLACES)[number]["path"];
  readonly title: string;
  readonly icon: IconName;
  readonly place: "top" | "bottom";
  readonly here: boolean;
}

function NavLink({ path, title, icon, place, here }: NavLinkProps) {
  const { colors } = useTheme();
  const router = useRouter();
  const ring = useFocusRing();
  const color = here ? colors.accent : colors.softInk;
  return (
    <Pressable
      role="link"
      aria-label={title}
      {...(here ? CURRENT : {})}
      onPress={() => router.navigate(path)}
      {...ring.handlers}
      style={[
        place === "bottom" ? styles.tab : styles.link,
        place === "top" && here && { backgroundColor: colors.accentTint },
        ring.style,
      ]}
    >
      <Icon name={icon} color={color} size={place === "bottom" ? 24 : 20} />
      <Text kind={place === "bottom" ? "small" : "label"} style={{ color }}>
        {title}
      </Text>
    </Pressable>
  );
}

/** Known to browsers, not to React Native's types. */
const CURRENT: object = { "aria-current": "page" };

const styles = StyleSheet.create({
  bar: { flexDirection: "row", gap: space.xs },
  bottom: { borderTopWidth: 1, paddingTop: 6, paddingHorizontal: space.s, justifyContent: "space-around" },
  tab: {
    flex: 1,
    maxWidth: 160,
    minHeight: size.target,
    alignItems: "center",
    justifyContent: "center",
    gap: 2,
    borderRadius: radius.s,
  },
  link: {
    flexDirection: "row",
    alignItems: "center",
    gap: 8,
    minHeight: 44,
    paddingHorizontal: space.m,
    borderRadius: radius.round,
  },
});
