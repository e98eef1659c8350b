import type { ReactNode } from "react";
import { StyleSheet, View } from "react-native";
import { space } from "./tokens";

export interface FormProps {
  readonly label: string;
  readonly children: ReactNode;
}

export function Form({ label, children }: FormProps) {
  return (
    <View aria-label={label} style={styles.form}>
      {children}
    </View>
  );
}

const styles = StyleSheet.create({ form: { gap: space.m + 4 } });
