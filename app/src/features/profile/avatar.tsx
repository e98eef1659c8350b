import { useRouter } from "expo-router";
import { useState } from "react";
import { Image, Pressable, StyleSheet, View } from "react-native";
import { Text } from "../../ui/text";
import { useTheme } from "../../ui/theme";
import { radius, size } from "../../ui/tokens";
import { useFocusRing } from "../../ui/use-focus-ring";
import type { Person } from "../auth/claims";
import { useSession } from "../auth/session";
import { usePicture } from "./picture";

/** The person's picture; their initials where there is none, or one that cannot be drawn. */
export function Avatar({ side }: { readonly side: number }) {
  const { colors } = useTheme();
  const { person } = useSession();
  const { picture } = usePicture();
  const [broken, setBroken] = useState<string>();
  const box = { width: side, height: side, borderRadius: radius.round, borderColor: colors.line };
  if (picture !== undefined && picture !== broken) {
    return (
      <Image
        source={{ uri: picture }}
        onError={() => setBroken(picture)}
        role="img"
        aria-label="Your picture"
        style={[styles.box, box]}
      />
    );
  }
  return (
    <View aria-hidden={true} style={[styles.box, box, { backgroundColor: colors.accentTint }]}>
      <Text kind="label" tone="accent" style={{ fontSize: side * 0.38, lineHeight: side * 0.5 }}>
        {initialsOf(person)}
      </Text>
    </View>
  );
}

/** In the header: leads to the profile. */
export function AvatarLink() {
  const router = useRouter();
  const ring = useFocusRing();
  return (
    <Pressable
      role="link"
      aria-label="Your profile"
      onPress={() => router.navigate("/profile")}
      {...ring.handlers}
      style={[styles.link, ring.style]}
    >
      <Avatar side={40} />
    </Pressable>
  );
}

function initialsOf({ name, email }: Pick<Person, "name" | "email">): string {
  const words = (name ?? email ?? "").split(/[\s@._-]+/).filter((word) => word !== "");
  const letters = name === undefined ? words.slice(0, 1) : words.slice(0, 2);
  return letters.map((word) => [...word][0]?.toUpperCase() ?? "").join("");
}

const styles = StyleSheet.create({
  box: { borderWidth: 1, alignItems: "center", justifyContent: "center" },
  link: {
    minWidth: size.target,
    minHeight: size.target,
    alignItems: "center",
    justifyContent: "center",
    borderRadius: radius.round,
  },
});
