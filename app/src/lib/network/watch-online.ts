import NetInfo from "@react-native-community/netinfo";

/** Tells at once and at every change whether there is a network. @returns how to stop */
export function watchOnline(tell: (online: boolean) => void): () => void {
  return NetInfo.addEventListener(({ isConnected }) => tell(isConnected !== false));
}
