// SPDX-License-Identifier: MPL-2.0
/** A value read again every `ms`, for clocks and bars; call while a component starts. */
export function ticking<Value>(read: () => Value, ms = 1000): { readonly current: Value } {
  let current = $state.raw(read());
  $effect(() => {
    const timer = setInterval(() => (current = read()), ms);
    return () => clearInterval(timer);
  });
  return {
    get current() {
      return current;
    },
  };
}
