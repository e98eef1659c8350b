import { Redirect } from "expo-router";

/** An address that is none leads home. */
export default function NotFound() {
  return <Redirect href="/" />;
}
