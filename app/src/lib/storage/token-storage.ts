import {
  deleteItemAsync,
  getItemAsync,
  setItemAsync,
  WHEN_UNLOCKED_THIS_DEVICE_ONLY,
} from "expo-secure-store";
import { createChunkedStore, type KeyValueStore } from "./chunked-store";

const OPTIONS = { keychainAccessible: WHEN_UNLOCKED_THIS_DEVICE_ONLY };

/** The phone's own secure store, Keychain or Keystore: for this device, while it is unlocked [HOME-2]. */
export function createTokenStorage(): KeyValueStore | undefined {
  return createChunkedStore({
    get: (key) => getItemAsync(key, OPTIONS),
    set: (key, value) => setItemAsync(key, value, OPTIONS),
    remove: (key) => deleteItemAsync(key, OPTIONS),
  });
}
