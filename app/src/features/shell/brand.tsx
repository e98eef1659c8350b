import { StyleSheet, View } from "react-native";
import { fonts } from "../../ui/fonts";
import { Icon } from "../../ui/icon";
import { Text } from "../../ui/text";
import { useTheme } from "../../ui/theme";

export function Brand() {
  const { colors } = useTheme();
  return (
    <View style={styles.brand}>
      <Icon name="gate" color={colors.accent} size={26} />
      <Text style={styles.name}>Portcullis</Text>
    </View>
  );
}

const styles = StyleSheet.create({
  brand: { flexDirection: "row", alignItems: "center", gap: 10 },
  name: { fontFamily: fonts.display, fontSize: 21, lineHeight: 28, fontWeight: "600" },
});
