import { StyleSheet, useWindowDimensions, View } from "react-native";
import { useOnline } from "../../lib/network/use-online";
import { usePreferences } from "../../lib/preferences/preferences";
import { Card } from "../../ui/card";
import { Notice } from "../../ui/notice";
import { Text } from "../../ui/text";
import { radius, space } from "../../ui/tokens";
import { LOW, useWide } from "../../ui/use-wide";
import { useApi } from "../auth/api-provider";
import { adminScopeOf } from "../auth/claims";
import { useSession } from "../auth/session";
import { Screen } from "../shell/screen";
import { AdminsOnly } from "./admins-only";
import { GateControls } from "./gate-controls";
import { GateDrawing } from "./gate-drawing";
import { GateStatus } from "./gate-status";
import { problemText, problemTitle } from "./gate-text";
import { shownState } from "./gate-view";
import { useGate } from "./use-gate";

const WHY_LOCKED = "why-locked";
/** Leaves room below the picture for the state, both buttons and a refusal, on any phone held upright. */
const BAND_OF_HEIGHT = 0.34;

export function GateScreen() {
  const wide = useWide();
  const { height } = useWindowDimensions();
  const { preferences } = usePreferences();
  const { scopes, renew } = useSession();
  const { api, config } = useApi();
  const scope = adminScopeOf(config.userPoolClientId);
  const { view, give } = useGate(api, scope, useOnline());
  const locked = !scopes.includes(scope);
  const refused = view.order?.phase === "refused" ? view.order.problem : undefined;
  return (
    <Screen title="The gate">
      <View style={wide ? styles.wide : styles.narrow}>
        <View style={wide ? styles.picture : [styles.band, { maxWidth: height * BAND_OF_HEIGHT }]}>
          <GateDrawing state={shownState(view)} />
        </View>
        <View style={[styles.side, wide ? styles.besides : null]}>
          {wide && height >= LOW ? <Text kind="display">The gate</Text> : null}
          {locked ? <AdminsOnly scope={scope} nativeID={WHY_LOCKED} renew={renew} /> : null}
          <Card>
            <GateStatus view={view} />
            <GateControls
              view={view}
              confirm={preferences.confirmBeforeOpening}
              locked={locked}
              {...(locked ? { describedBy: WHY_LOCKED } : {})}
              give={give}
            />
          </Card>
          {refused === undefined ? null : (
            <Notice tone="bad" title={problemTitle(refused)}>
              {problemText(refused)}
            </Notice>
          )}
        </View>
      </View>
    </Screen>
  );
}

const styles = StyleSheet.create({
  narrow: { gap: space.m },
  wide: { flexDirection: "row", gap: space.xl, alignItems: "center" },
  band: { alignSelf: "center", width: "100%", borderRadius: radius.l, overflow: "hidden" },
  picture: { flex: 1.15, borderRadius: radius.l, overflow: "hidden" },
  side: { gap: space.m },
  besides: { flex: 1, gap: space.l },
});
