export const preferenceStore = {
  read: async (key: string): Promise<string | null> => localStorage.getItem(key),
  write: async (key: string, value: string): Promise<void> => localStorage.setItem(key, value),
};
