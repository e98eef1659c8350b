import { StyleSheet, useWindowDimensions, View } from "react-native";
import { Card } from "../../ui/card";
import { Text } from "../../ui/text";
import { space, WIDE } from "../../ui/tokens";
import { useSession } from "../auth/session";
import { Screen } from "../shell/screen";
import { Avatar } from "./avatar";
import { Fact } from "./fact";
import { MfaCard } from "./mfa-card";
import { PictureControls } from "./picture-controls";
import { useSelfService } from "./self-service";
import { SignOutCard } from "./sign-out-card";
import { useMfa } from "./use-mfa";

/** Who one is, as the ID token says, and how one's account is guarded. */
export function ProfileScreen() {
  const { person } = useSession();
  const service = useSelfService();
  const control = useMfa(service);
  const offered = control.mfa.state !== "hidden";
  const { width } = useWindowDimensions();
  const wide = width >= WIDE;
  const groups = person.groups.length === 0 ? "None" : person.groups.join(", ");
  return (
    <Screen title="Profile">
      <View style={styles.page}>
        <View style={styles.top}>
          <View style={styles.head}>
            <Avatar side={84} />
            <View style={styles.names}>
              <Text kind="display" numberOfLines={3}>
                {person.name ?? "Your profile"}
              </Text>
              <Text tone="softInk">
                {person.groups.includes("Admins") ? "Administrator" : "Member of the household"}
              </Text>
            </View>
          </View>
          <PictureControls />
        </View>
        <View style={wide ? styles.columns : styles.column}>
          <View style={wide ? styles.half : styles.whole}>
            <Card title="About you">
              <Fact icon="person" label="Name" value={person.name} />
              <Fact icon="mail" label="E-mail" value={person.email} verified={person.emailVerified} />
              <Fact icon="phone" label="Phone" value={person.phone} verified={person.phoneVerified} />
              <Fact icon="group" label="Groups" value={groups} />
            </Card>
          </View>
          <View style={wide ? styles.half : styles.whole}>
            <MfaCard control={control} changeable={service.changesMfa} />
            <SignOutCard signOutEverywhere={offered ? service.signOutEverywhere : undefined} />
          </View>
        </View>
      </View>
    </Screen>
  );
}

const styles = StyleSheet.create({
  page: { gap: space.l, flexGrow: 1 },
  top: { gap: space.m },
  head: { flexDirection: "row", alignItems: "center", gap: space.l - 4 },
  names: { flex: 1, gap: 2 },
  columns: { flexDirection: "row", gap: space.l, alignItems: "flex-start" },
  column: { gap: space.m },
  half: { flex: 1, gap: space.l },
  whole: { gap: space.m },
});
