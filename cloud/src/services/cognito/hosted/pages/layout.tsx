import type { Child } from "hono/jsx";
import { SCRIPT_PATH, STYLES_PATH } from "../assets/assets.ts";
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

/** The mark of the product: a portcullis, half raised. */
const BrandMark = () => (
  <svg
    class="brand-mark"
    viewBox="0 0 40 40"
    fill="none"
    stroke="currentColor"
    stroke-width="2.25"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d="M5 36V17.5a15 15 0 0 1 30 0V36" />
    <path d="M12.5 12v14.5M20 8v18.5M27.5 12v14.5M9 15.5h22M9 22h22" />
    <path d="M11 26.5l1.5 3 1.5-3M18.5 26.5l1.5 3 1.5-3M26 26.5l1.5 3 1.5-3" />
  </svg>
);

/** The portcullis behind the words on wide screens; decoration only. */
const BrandGrille = () => (
  <svg
    class="brand-grille"
    viewBox="0 -90 540 800"
    preserveAspectRatio="xMidYMax slice"
    fill="none"
    stroke="currentColor"
    aria-hidden="true"
  >
    <path stroke-width="10" d="M42 800V318a228 228 0 0 1 456 0v482" />
    <path stroke-width="2" d="M22 800V318a248 248 0 0 1 496 0v482" />
    <g stroke-width="7" stroke-linejoin="round">
      <path d="M118 158v342l-9 14 9 26 9-26-9-14M194 108v392l-9 14 9 26 9-26-9-14M270 92v408l-9 14 9 26 9-26-9-14M346 108v392l-9 14 9 26 9-26-9-14M422 158v342l-9 14 9 26 9-26-9-14" />
      <path d="M90 186h360M48 268h444M46 350h448M46 432h448" />
    </g>
    <g fill="currentColor" stroke="none">
      {[118, 194, 270, 346, 422].flatMap((x) =>
        [186, 268, 350, 432].map((y) => <circle cx={String(x)} cy={String(y)} r="8" />),
      )}
    </g>
  </svg>
);

export const AlertIcon = () => (
  <svg
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    aria-hidden="true"
  >
    <circle cx="10" cy="10" r="8" />
    <path d="M10 5.75v5M10 13.9v.1" />
  </svg>
);

export const DoneIcon = () => (
  <svg
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <circle cx="10" cy="10" r="8" />
    <path d="M6.5 10.25l2.4 2.4 4.6-5" />
  </svg>
);
