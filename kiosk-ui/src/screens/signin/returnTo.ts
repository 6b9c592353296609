// SPDX-License-Identifier: MPL-2.0
/** Where a person goes on after signing in: only to one of our own screens, whatever the address says. */
export function returnTo(search: string): string {
  const wanted = new URLSearchParams(search).get('return') ?? '';
  return /^\/(?:desk\/[^/?#\\]+|supervisor|report)(?:\?[^#\\]*)?$/.test(wanted) ? wanted : '';
}
