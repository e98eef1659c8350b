import { CONFIG } from "../../testing/tokens";

const extra: { appConfig: unknown } = { appConfig: null };
jest.mock("expo-constants", () => ({ __esModule: true, default: { expoConfig: { extra } } }));

import { loadConfig } from "./load-config";
import { loadConfig as loadConfigOnWeb } from "./load-config.web";

describe("loadConfig on a phone", () => {
  test("reads what the build holds", async () => {
    extra.appConfig = { version: 1, ...CONFIG };
    await expect(loadConfig()).resolves.toEqual(CONFIG);
  });

  test("says that a build without configuration has none", async () => {
    extra.appConfig = null;
    await expect(loadConfig()).rejects.toThrow("This build holds no app-config.json.");
  });
});

describe("loadConfig on the web", () => {
  const answer = (status: number, text: string) => {
    globalThis.fetch = async () => ({ ok: status === 200, status, text: async () => text }) as Response;
  };

  test("asks its own origin", async () => {
    answer(200, JSON.stringify({ version: 1, ...CONFIG }));
    await expect(loadConfigOnWeb()).resolves.toEqual(CONFIG);
  });

  test.each([
    [404, "", "/app-config.json answered 404."],
    [200, "<!DOCTYPE html>", "/app-config.json holds no JSON."],
    [200, "{}", '"version" must be 1.'],
  ])("a %d with %j is refused", async (status, text, message) => {
    answer(status, text);
    await expect(loadConfigOnWeb()).rejects.toThrow(message);
  });
});
