import { Slot } from "expo-router";
import { HomeApp } from "../features/shell/home-app";

export default function RootLayout() {
  return (
    <HomeApp>
      <Slot />
    </HomeApp>
  );
}
