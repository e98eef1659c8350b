import AsyncStorage from "@react-native-async-storage/async-storage";
import { fireEvent, render, screen, waitFor } from "@testing-library/react-native";
import { SwitchRow } from "../../ui/switch-row";
import { DEFAULTS, PreferencesProvider, parsePreferences, usePreferences } from "./preferences";

describe("parsePreferences", () => {
  test("reads what was kept", () => {
    const kept = { confirmBeforeOpening: false, scheme: "dark" };
    expect(parsePreferences(JSON.stringify(kept))).toEqual(kept);
  });

  test.each([null, "", "nonsense", "[]", "null", '{"scheme":"pink","confirmBeforeOpening":"no"}'])(
    "%j leaves the safe defaults",
    (text) => {
      expect(parsePreferences(text)).toEqual(DEFAULTS);
    },
  );
});

function Switch() {
  const { preferences, change } = usePreferences();
  return (
    <SwitchRow
      title="Ask"
      detail="before opening"
      on={preferences.confirmBeforeOpening}
      onChange={(on) => change({ confirmBeforeOpening: on })}
    />
  );
}

describe("PreferencesProvider", () => {
  test("keeps a change on the device", async () => {
    render(
      <PreferencesProvider>
        <Switch />
      </PreferencesProvider>,
    );
    fireEvent.press(await screen.findByRole("switch", { name: "Ask", checked: true }));
    expect(screen.getByRole("switch", { name: "Ask", checked: false })).toBeTruthy();
    await waitFor(async () =>
      expect(parsePreferences(await AsyncStorage.getItem("portcullis.preferences"))).toMatchObject({
        confirmBeforeOpening: false,
      }),
    );
  });
});
