export function nameThePage(title: string): void {
  document.title = `${title} · Portcullis`;
}
