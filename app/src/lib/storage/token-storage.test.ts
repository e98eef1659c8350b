const mockItems = new Map<string, string>();
const mockOptions: unknown[] = [];
jest.mock("expo-secure-store", () => ({
  WHEN_UNLOCKED_THIS_DEVICE_ONLY: 6,
  getItemAsync: async (key: string, options: unknown) => {
    mockOptions.push(options);
    return mockItems.get(key) ?? null;
  },
  setItemAsync: async (key: string, value: string, options: unknown) => {
    mockOptions.push(options);
    mockItems.set(key, value);
  },
  deleteItemAsync: async (key: string, options: unknown) => {
    mockOptions.push(options);
    mockItems.delete(key);
  },
}));

import { createTokenStorage } from "./token-storage";
import { createTokenStorage as createTokenStorageOnWeb } from "./token-storage.web";

describe("HOME-2 createTokenStorage", () => {
  test("keeps tokens larger than the secure store takes, for this unlocked device only", async () => {
    const token = "eyJ".repeat(2_000);
    await createTokenStorage()?.setItem("a.refreshToken", token);
    await expect(createTokenStorage()?.getItem("a.refreshToken")).resolves.toBe(token);
    expect(mockItems.size).toBeGreaterThan(3);
    await createTokenStorage()?.removeItem("a.refreshToken");
    expect([...mockItems.values()].join("")).not.toContain("eyJ");
    expect(new Set(mockOptions.map((options) => JSON.stringify(options)))).toEqual(
      new Set(['{"keychainAccessible":6}']),
    );
  });

  test("leaves the choice to Amplify on the web", () => {
    expect(createTokenStorageOnWeb()).toBeUndefined();
  });
});
