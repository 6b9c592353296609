// SPDX-License-Identifier: MPL-2.0
import type { Page } from '../../kiosk-ui/scripts/playwright';

/** Ids have underscores; the gallery's offices begin their own with a word that no text has. */
const id = /\b[a-z0-9]+(?:_[a-z0-9]+)+\b|\bown[_ -](?:errand|outcome|line|desk)\w*/giu;

/** Ids of errands, outcomes and texts that a person would read or hear. What programs said is in `code`. */
export async function shownIds(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const body = document.body.cloneNode(true) as HTMLElement;
    body.querySelectorAll('script, style, code').forEach((element) => element.remove());
    const labels = [...body.querySelectorAll('[aria-label], [title], [alt]')].flatMap((element) =>
      ['aria-label', 'title', 'alt'].map((name) => element.getAttribute(name) ?? ''),
    );
    return [body.textContent ?? '', ...labels];
  });
  return texts.flatMap((text) => text.match(id) ?? []);
}
