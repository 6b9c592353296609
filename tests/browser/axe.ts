// SPDX-License-Identifier: MPL-2.0
import { AxeBuilder, type Page } from '../../kiosk-ui/scripts/playwright';

/** What keeps somebody out: the rule that is broken and the elements that break it. */
export async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`,
    );
}
