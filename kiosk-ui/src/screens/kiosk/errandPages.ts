// SPDX-License-Identifier: MPL-2.0

/** Tiles that a screen holds. */
const mostTiles = 12;

/** The errands of each page. Where there are several, one tile of each leads to the next. */
export function errandPages(errands: readonly string[]): string[][] {
  if (errands.length <= mostTiles) return [[...errands]];
  const onPage = mostTiles - 1;
  const pages: string[][] = [];
  for (let first = 0; first < errands.length; first += onPage)
    pages.push(errands.slice(first, first + onPage));
  return pages;
}
