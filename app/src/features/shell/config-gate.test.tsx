import { fireEvent, screen } from "@testing-library/react-native";
import { ConfigError } from "../../lib/config/app-config";
import { renderOnPhone } from "../../testing/render";
import { CONFIG } from "../../testing/tokens";
import { Text } from "../../ui/text";

const mockLoad = jest.fn();
jest.mock("../../lib/config/load-config", () => ({ loadConfig: () => mockLoad() }));

import { ConfigGate } from "./config-gate";

describe("ConfigGate", () => {
  test("hands the configuration on", async () => {
    mockLoad.mockResolvedValueOnce(CONFIG);
    renderOnPhone(<ConfigGate>{({ apiUrl }) => <Text>{apiUrl}</Text>}</ConfigGate>);
    expect(await screen.findByText(CONFIG.apiUrl)).toBeTruthy();
  });

  test("says what is wrong, what to run, and looks again", async () => {
    mockLoad.mockRejectedValueOnce(new ConfigError('"region" is missing.'));
    mockLoad.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    mockLoad.mockResolvedValueOnce(CONFIG);
    renderOnPhone(<ConfigGate>{() => <Text>inside</Text>}</ConfigGate>);
    expect(await screen.findByRole("alert")).toHaveTextContent('"region" is missing.');
    expect(screen.getByText("npm start")).toBeTruthy();
    fireEvent.press(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText(/cannot be reached/)).toBeTruthy();
    fireEvent.press(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("inside")).toBeTruthy();
  });
});
