/** Tells at once and at every change whether there is a network. @returns how to stop */
export function watchOnline(tell: (online: boolean) => void): () => void {
  const report = () => tell(navigator.onLine);
  window.addEventListener("online", report);
  window.addEventListener("offline", report);
  report();
  return () => {
    window.removeEventListener("online", report);
    window.removeEventListener("offline", report);
  };
}
