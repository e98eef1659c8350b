/** Only browsers share the tokens among several windows of the app. */
export function watchOtherTabs(_tell: () => void): () => void {
  return () => undefined;
}

export function startAgain(): void {}
