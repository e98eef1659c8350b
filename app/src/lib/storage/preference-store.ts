import AsyncStorage from "@react-native-async-storage/async-storage";

export const preferenceStore = {
  read: (key: string): Promise<string | null> => AsyncStorage.getItem(key),
  write: (key: string, value: string): Promise<void> => AsyncStorage.setItem(key, value),
};
