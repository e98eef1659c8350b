import type { Child } from "hono/jsx";
import { SCRIPT_PATH, STYLES_PATH } from "../assets/assets.ts";
import { BrandGrille, BrandMark } from "./marks.tsx";
import type { Frame } from "./views.ts";

interface LayoutProps {
  readonly frame: Frame;
  readonly title: string;
  readonly children?: Child;
}

/** The shell of every page: the band with its name, and a panel. */
export const Layout = ({ frame, title, children }: LayoutProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${title} · ${frame.appName ?? frame.poolName}`}</title>
      <link rel="stylesheet" href={`${frame.basePath}${STYLES_PATH}`} />
      <script src={`${frame.basePath}${SCRIPT_PATH}`} defer />
    </head>
    <body>
      <header class="brand">
        <BrandGrille />
        <p class="brand-name">
          <BrandMark />
          <span>{frame.poolName}</span>
        </p>
        <p class="brand-words">Only the right people pass.</p>
      </header>
      <main>
        <div class="panel">{children}</div>
      </main>
    </body>
  </html>
);
