import { Layout } from "./layout.tsx";
import type { Frame, PlainView } from "./views.ts";

/** A page that only says something. */
export const PlainPage = ({ frame, view }: { readonly frame: Frame; readonly view: PlainView }) => (
  <Layout frame={frame} title={view.title}>
    <h1>{view.title}</h1>
    <p class="lead">{view.text}</p>
    {view.detail !== undefined && <p class="detail">{view.detail}</p>}
    {view.link !== undefined && (
      <p class="links">
        <a href={view.link.address}>{view.link.text}</a>
      </p>
    )}
  </Layout>
);
