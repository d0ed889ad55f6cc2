// What a strength is in words.

/**
 * A strength with one decimal, without a sign at nothing.
 * @param {number} value
 */
export const strengthText = (value) =>
  value
    .toFixed(1)
    .replace("-", "−")
    .replace(/^−0\.0$/, "0.0");
